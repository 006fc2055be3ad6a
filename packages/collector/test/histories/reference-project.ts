import { isDeepStrictEqual } from 'node:util';
import type { Message } from '@ardent/core';
import type { AppendItem, ReceivedMessage } from '../../src/storage/project-storage.ts';
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
}

/** What becomes of an item: `accepted`, `duplicate`, or a rejection's code; with the event it made or was before. */
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
    if (first !== undefined) return { outcome: 'duplicate', event: first };
    const at = correctTime(received);
    if (at > receivedAt + DAY_MS) return { outcome: 'in_future' };
    const instant = Math.min(at, receivedAt);
    if (this.daysBetween(instant, receivedAt) > this.settings.retentionDays) return { outcome: 'too_old' };
    if (!trusted && this.people.joinsUsers(message)) return { outcome: 'merge_not_allowed' };
    return { outcome: 'accepted', event: this.store(received, instant) };
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
      return this.events.find((one) => one.messageId !== '' && identityOf(one.messageId) === name);
    }
    if (!imported) return undefined;
    const content = contentOf(message);
    return this.events.find(
      (one) =>
        one.received.imported &&
        one.message.messageId === undefined &&
        isDeepStrictEqual(contentOf(one.message), content),
    );
  }

  private daysBetween(from: number, to: number): number {
    return (Date.parse(this.toDay(to)) - Date.parse(this.toDay(from))) / DAY_MS;
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
