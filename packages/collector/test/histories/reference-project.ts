import { isDeepStrictEqual } from 'node:util';
import type { Message } from '@ardent/core';
import type { AppendItem, ReceivedMessage } from '../../src/storage/project-storage.ts';
import type { KeptFrom } from '../storage/contract/storage-subject.ts';
import { DAY_MS } from '../storage/messages.ts';
import { identityOf } from './message-ids.ts';
import { type NamedId, ReferenceErasures } from './reference-erasures.ts';
import { type Person, ReferencePeople } from './reference-people.ts';
import { contentOf, ReferenceQuarantine } from './reference-quarantine.ts';

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
  /** It went with its person: only its messageId is known. */
  isErased?: boolean;
  /** When somebody of the same name was erased before it arrived. */
  erasedAt?: number | undefined;
}

/** Whom an erasure took away, and how much of what; `at`: later than any erasure of these ids before. */
export interface ReferenceErasure {
  ids: NamedId[];
  at: number;
  erased: {
    profiles: number;
    identities: number;
    messages: number;
    rejectedMessages: number;
    droppedTotals: number;
  };
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
  people: ReferencePeople = new ReferencePeople();
  quarantine: ReferenceQuarantine = new ReferenceQuarantine();
  /** The totals of dropped events that browsers told, by anonymousId. */
  dropped: Map<string, { total: number; at: number }> = new Map();
  /** In the order of arrival; erased ones, too. */
  events: ReferenceEvent[] = [];
  readonly toDay: (at: number) => string;
  readonly timeZone: string;
  /** The first day whose counts are kept. */
  countsFrom = '';
  private keysFrom = '';
  private erasures = new ReferenceErasures();
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
    if (this.erasures.covers(message, at)) return { outcome: 'erased' };
    if (at > receivedAt + DAY_MS) return this.reject(received, 'in_future');
    const instant = Math.min(at, receivedAt);
    if (this.isTooOld(instant, receivedAt)) {
      return { ...this.reject(received, 'too_old'), ...(first !== undefined && { event: first }) };
    }
    if (!trusted && this.people.joinsUsers(message)) return this.reject(received, 'merge_not_allowed');
    return { outcome: 'accepted', event: this.store(received, instant) };
  }

  /** Takes away the person and all that names them; undefined if nobody has the id. */
  erase({ kind, id }: NamedId, now: number): ReferenceErasure | undefined {
    const person = this.people.find(kind, id);
    if (person === undefined) return undefined;
    const profiles = 1 + this.people.absorbedBy(person).length;
    const messages = person.events.filter(({ isRetired }) => !isRetired).length;
    const ids = this.people.remove(person);
    for (const event of person.events.splice(0)) event.isErased = true;
    const at = Math.max(now, ...ids.map((one) => (this.erasures.find(one.kind, one.id) ?? 0) + 1));
    this.erasures.add(ids, at);
    const rejectedMessages = this.quarantine.forget(ids.map((one) => one.id));
    const droppedTotals = ids.filter((one) => one.kind === 'anonymous' && this.dropped.delete(one.id)).length;
    return {
      ids,
      at,
      erased: { profiles, identities: ids.length, messages, rejectedMessages, droppedTotals },
    };
  }

  /** Takes away whoever had one of these ids before, as a record of erasures says. */
  eraseAgain(ids: readonly NamedId[], at: number): void {
    for (const id of ids) this.erase(id, at);
    this.erasures.add(ids, at);
    this.quarantine.forget(ids.map(({ id }) => id));
  }

  /** Another one in the same state. */
  copy(): ReferenceProject {
    const { people, quarantine, erasures, dropped, events, countsFrom, keysFrom } = this;
    const state = structuredClone({ people, quarantine, erasures, dropped, events, countsFrom, keysFrom });
    return Object.assign(new ReferenceProject(this.settings), state, {
      people: Object.assign(new ReferencePeople(), state.people),
      quarantine: Object.assign(new ReferenceQuarantine(), state.quarantine),
      erasures: Object.assign(new ReferenceErasures(), state.erasures),
    });
  }

  /** Lets go of what is older than these days, and of rejections that are older than a month. */
  retire({ events, counts, keys }: Pick<KeptFrom, 'events' | 'counts' | 'keys'>, now: number): void {
    this.countsFrom = counts;
    this.quarantine.retire(now - 30 * DAY_MS);
    if (keys > this.keysFrom) {
      for (const [id, { at }] of this.dropped) if (at < Date.parse(keys)) this.dropped.delete(id);
      this.keysFrom = keys;
    }
    for (const event of this.events) {
      if (event.day < events) event.isRetired = true;
      if (event.receivedDay < keys) event.isForgotten = true;
    }
  }

  private isTooOld(at: number, receivedAt: number): boolean {
    const age = (Date.parse(this.toDay(receivedAt)) - Date.parse(this.toDay(at))) / DAY_MS;
    return age > this.settings.retentionDays || this.toDay(at) < this.countsFrom;
  }

  private reject(received: ReceivedMessage, outcome: string): Verdict {
    this.quarantine.add(received, outcome);
    return { outcome };
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
      erasedAt: this.erasures.lastOf(message),
    };
    this.keepDropped(message, at);
    person.events.push(event);
    this.events.push(event);
    return event;
  }

  private keepDropped({ anonymousId, dropped }: Message, at: number): void {
    if (anonymousId === undefined || dropped === undefined) return;
    if (dropped > (this.dropped.get(anonymousId)?.total ?? -1))
      this.dropped.set(anonymousId, { total: dropped, at });
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
