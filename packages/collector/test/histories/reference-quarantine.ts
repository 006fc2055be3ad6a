import { isDeepStrictEqual } from 'node:util';
import type { Message } from '@ardent/core';
import type { ReceivedMessage } from '../../src/storage/project-storage.ts';
import { identityOf } from './message-ids.ts';

/** A message that was rejected. */
export interface ReferenceRejection {
  received: ReceivedMessage;
  code: string;
}

/** Rejected messages, each messageId once with its latest reason. */
export class ReferenceQuarantine {
  list: ReferenceRejection[] = [];

  add(received: ReceivedMessage, code: string): void {
    this.list = this.list.filter((one) => !isSame(one.received, received));
    this.list.push({ received, code });
  }

  /** Lets go of what was received before. */
  retire(before: number): void {
    this.list = this.list.filter(({ received }) => received.receivedAt >= before);
  }

  /** Lets go of what names one of the ids anywhere; answers how many that were. */
  forget(ids: readonly string[]): number {
    const kept = this.list.filter(({ received: { raw } }) => !ids.some((id) => names(raw, id)));
    const count = this.list.length - kept.length;
    this.list = kept;
    return count;
  }
}

/** What an imported message without an id is known by. */
export function contentOf({ sentAt: _, ...content }: Message): object {
  return content;
}

function names(raw: unknown, id: string): boolean {
  return JSON.stringify(raw).includes(JSON.stringify(id));
}

function isSame(a: ReceivedMessage, b: ReceivedMessage): boolean {
  const [idOfA, idOfB] = [a.message.messageId, b.message.messageId];
  if (idOfA !== undefined && idOfB !== undefined) return identityOf(idOfA) === identityOf(idOfB);
  if (idOfA !== idOfB || !a.imported || !b.imported) return false;
  return isDeepStrictEqual(contentOf(a.message), contentOf(b.message));
}
