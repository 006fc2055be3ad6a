import { isDeepStrictEqual } from 'node:util';
import type { Message } from '@ardent/core';
import type { AppendItem, ReceivedMessage } from '../../src/storage/project-storage.ts';
import type { KeptFrom } from '../storage/contract/storage-subject.ts';
import { DAY_MS } from '../storage/messages.ts';
import { identityOf } from './message-ids.ts';
import { type Person, ReferencePeople } from './reference-people.ts';

/** A stored message. */
export interface ReferenceEvent {
  received: ReceivedMessage;
  message: Message;
  /** Where the message brought none: empty until storage has told which one it made. */
  messageId: string;
  at: number;
  day: string;
  /** Of the receipt. */
  receivedDay: string;
  isPassive: boolean;
  /** Whose it was when it arrived, and whether that was a known user then. */
  arrivedAs: Person;
  arrivedKnown: boolean;
  /** Retention has let go of its row. */
  isRetired?: boolean;
  /** Retention has let go of its messageId. */
  isForgotten?: boolean;
}

/**
 * What becomes of an item: `accepted`, `duplicate`, or a rejection's code; with the event that it made, is again, or was
 * before it was forgotten.
 */
export interface Verdict {
  outcome: string;
  event?: ReferenceEvent;
}

export interface ReferenceSettings {
  timeZone: string;
  retentionDays: number;
  passiveEvents: ReadonlySet<string>;
}

const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Project storage as slow and as obvious as can be: it replays the order of arrival and sees each messageId once. */
export class ReferenceProject {
  readonly people: ReferencePeople = new ReferencePeople();
  /** In the order of arrival. */
  readonly events: ReferenceEvent[] = [];
  readonly toDay: (at: number) => string;
  readonly timeZone: string;
  /** The first day whose counts are kept. */
  countsFrom = '';
  private readonly settings: ReferenceSettings;

  constructor(settings: ReferenceSettings) {
    this.settings = settings;
    this.timeZone = settings.timeZone;
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: settings.timeZone });
    this.toDay = (at) => format.format(at);
  }

  append(item: AppendItem): Verdict {
    if ('refused' in item) return { outcome: 'unexpected' };
    const { received } = item;
    const { message, trusted, receivedAt } = received;
    const first = this.findFirst(received);
    if (first !== undefined && !first.isForgotten) return { outcome: 'duplicate', event: first };
    const at = correctTime(received);
    if (at > receivedAt + DAY_MS) return { outcome: 'in_future' };
    const instant = Math.min(at, receivedAt);
    if (this.isTooOld(instant, receivedAt)) {
      return { outcome: 'too_old', ...(first !== undefined && { event: first }) };
    }
    if (!trusted && this.people.joinsUsers(message)) return { outcome: 'merge_not_allowed' };
    return { outcome: 'accepted', event: this.store(received, instant) };
  }

  /** Lets go of what is older than these days. */
  retire({ events, counts, keys }: Pick<KeptFrom, 'events' | 'counts' | 'keys'>): void {
    this.countsFrom = counts;
    for (const event of this.events) {
      if (event.day < events) event.isRetired = true;
      if (event.receivedDay < keys) event.isForgotten = true;
    }
  }

  private isTooOld(at: number, receivedAt: number): boolean {
    const age = (Date.parse(this.toDay(receivedAt)) - Date.parse(this.toDay(at))) / DAY_MS;
    return age > this.settings.retentionDays || this.toDay(at) < this.countsFrom;
  }

  private store(received: ReceivedMessage, at: number): ReferenceEvent {
    const { message, trusted, receivedAt } = received;
    const person = this.people.resolve(message, trusted);
    const event: ReferenceEvent = {
      received,
      message,
      messageId: message.messageId ?? '',
      at,
      day: this.toDay(at),
      receivedDay: this.toDay(receivedAt),
      isPassive: message.nonInteraction || this.settings.passiveEvents.has(message.event ?? ''),
      arrivedAs: person,
      arrivedKnown: person.userId !== null,
    };
    person.events.push(event);
    this.events.push(event);
    return event;
  }

  /** The event that a message is again: by its id, or as an import by its content where it has none. */
  private findFirst({ message, imported }: ReceivedMessage): ReferenceEvent | undefined {
    const { messageId } = message;
    if (messageId !== undefined) {
      const name = identityOf(messageId);
      return this.events.findLast((one) => one.messageId !== '' && identityOf(one.messageId) === name);
    }
    if (!imported) return undefined;
    const content = contentOf(message);
    return this.events.findLast(
      (one) =>
        one.received.imported &&
        one.message.messageId === undefined &&
        isDeepStrictEqual(contentOf(one.message), content),
    );
  }
}

/** The instant that a message tells, corrected where its sender's clock is off. */
export function correctTime({ message: { timestamp, sentAt }, receivedAt }: ReceivedMessage): number {
  if (timestamp === undefined) return receivedAt;
  const offset = receivedAt - (sentAt ?? receivedAt);
  return Math.abs(offset) > CLOCK_TOLERANCE_MS ? timestamp + offset : timestamp;
}

function contentOf({ sentAt: _, ...content }: Message): object {
  return content;
}
