import type { JsonObject, Message } from '@ardent/core';
import type { AppendItem, ReceivedMessage } from '../../src/storage/project-storage.ts';
import { DAY_MS } from './messages.ts';

/** A stored message. */
export interface ReferenceEvent {
  message: Message;
  messageId: string;
  at: number;
  day: string;
  isBot: boolean;
}

/** What a person has: everything is a list that is searched anew for each question. */
interface Person {
  userId: string | null;
  events: ReferenceEvent[];
}

/** What storage must answer of a person. */
export interface ReferenceProfile {
  userId: string | null;
  anonymousIds: string[];
  traits: JsonObject;
  firstSeenAt: number;
  lastSeenAt: number | null;
  lastActiveDay: string | null;
  groupIds: string[];
  isUnmeasured: boolean;
}

const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Project storage as slow and as obvious as can be: it replays the order of arrival and sees each messageId once. */
export class ReferenceProject {
  private readonly seen = new Set<string>();
  private readonly users = new Map<string, Person>();
  private readonly anonymous = new Map<string, Person>();
  private readonly toDay: (at: number) => string;
  private readonly retentionDays: number;

  constructor(settings: { timeZone: string; retentionDays: number }) {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: settings.timeZone });
    this.toDay = (at) => format.format(at);
    this.retentionDays = settings.retentionDays;
  }

  /** What becomes of an item: `accepted`, `duplicate`, or a rejection's code. */
  append(appended: AppendItem): string {
    if ('refused' in appended) return 'unexpected';
    const { received } = appended;
    const { message, trusted } = received;
    const messageId = message.messageId ?? '';
    if (this.seen.has(messageId)) return 'duplicate';
    const at = this.correct(received);
    if (at > received.receivedAt + DAY_MS) return 'in_future';
    const instant = Math.min(at, received.receivedAt);
    if (this.daysBetween(instant, received.receivedAt) > this.retentionDays) return 'too_old';
    if (!trusted && this.joinsUsers(message)) return 'merge_not_allowed';
    this.seen.add(messageId);
    const person = this.resolve(message, trusted);
    person.events.push({ message, messageId, at: instant, day: this.toDay(instant), isBot: received.isBot });
    return 'accepted';
  }

  find(kind: 'user' | 'anonymous', id: string): Person | undefined {
    return (kind === 'user' ? this.users : this.anonymous).get(id);
  }

  profile(person: Person): ReferenceProfile {
    const active = person.events.filter(isActivity);
    const choices = byTime(
      person.events.filter(({ message }) => message.type === 'identify' && message.optOut !== undefined),
    );
    const groups = byTime(person.events.filter(({ message }) => message.type === 'group')).reverse();
    const traits: JsonObject = {};
    for (const { message } of byTime(person.events))
      if (message.type === 'identify') Object.assign(traits, message.traits);
    return {
      userId: person.userId,
      anonymousIds: [...this.anonymous].filter(([, owner]) => owner === person).map(([id]) => id),
      traits,
      firstSeenAt: Math.min(...person.events.map(({ at }) => at)),
      lastSeenAt: active.length === 0 ? null : Math.max(...active.map(({ at }) => at)),
      lastActiveDay:
        active
          .map(({ day }) => day)
          .sort()
          .at(-1) ?? null,
      groupIds: [...new Set(groups.map(({ message }) => message.groupId ?? ''))],
      isUnmeasured: choices.at(-1)?.message.optOut ?? false,
    };
  }

  private correct({ message: { timestamp, sentAt }, receivedAt }: ReceivedMessage): number {
    if (timestamp === undefined) return receivedAt;
    const offset = receivedAt - (sentAt ?? receivedAt);
    return Math.abs(offset) > CLOCK_TOLERANCE_MS ? timestamp + offset : timestamp;
  }

  private daysBetween(from: number, to: number): number {
    return (Date.parse(this.toDay(to)) - Date.parse(this.toDay(from))) / DAY_MS;
  }

  private joinsUsers({ type, userId, previousId, anonymousId }: Message): boolean {
    if (type !== 'alias' || userId === undefined || previousId === undefined || previousId === anonymousId)
      return false;
    const previous = this.users.get(previousId);
    return previous !== undefined && previous !== this.users.get(userId);
  }

  private resolve(message: Message, trusted: boolean): Person {
    const { userId, anonymousId, previousId } = message;
    if (message.type === 'alias' && previousId !== undefined) {
      return userId === undefined
        ? this.aliasAnonymous(anonymousId ?? '', previousId)
        : this.alias(message, userId, trusted);
    }
    if (userId === undefined) return this.anonymousPerson(anonymousId ?? '');
    return this.linkAll(userId, anonymousId === undefined ? [] : [anonymousId]);
  }

  private alias({ anonymousId, previousId = '' }: Message, userId: string, trusted: boolean): Person {
    const anonymousIds = anonymousId === undefined ? [] : [anonymousId];
    if (previousId !== anonymousId && this.users.has(previousId)) {
      const previous = this.users.get(previousId) as Person;
      const survivor = this.users.get(userId) ?? previous;
      if (survivor === previous && !this.users.has(userId)) previous.userId = userId;
      this.users.set(userId, survivor);
      this.merge(previous, survivor);
      return this.linkAll(userId, anonymousIds);
    }
    const isUnknown = previousId !== anonymousId && !this.anonymous.has(previousId);
    const person = this.linkAll(userId, [previousId, ...anonymousIds]);
    if (isUnknown && trusted && !this.users.has(previousId)) this.users.set(previousId, person);
    return person;
  }

  private aliasAnonymous(anonymousId: string, previousId: string): Person {
    const person = this.anonymousPerson(anonymousId);
    const previous =
      (previousId === anonymousId ? undefined : this.users.get(previousId)) ?? this.anonymous.get(previousId);
    if (person.userId === null && previous !== undefined && previous.userId !== null) {
      this.merge(person, previous);
      return previous;
    }
    this.linkIfFree(previousId, person);
    return person;
  }

  private linkAll(userId: string, anonymousIds: string[]): Person {
    let person = this.users.get(userId);
    if (person === undefined) {
      const owners = anonymousIds.map((id) => this.anonymous.get(id));
      person = owners.find((owner) => owner?.userId === null) ?? { userId: null, events: [] };
      person.userId = userId;
      this.users.set(userId, person);
    }
    for (const id of anonymousIds) this.linkIfFree(id, person);
    return person;
  }

  private linkIfFree(anonymousId: string, person: Person): void {
    const owner = this.anonymous.get(anonymousId);
    if (owner === undefined) this.anonymous.set(anonymousId, person);
    else if (owner.userId === null) this.merge(owner, person);
  }

  private anonymousPerson(anonymousId: string): Person {
    const known = this.anonymous.get(anonymousId);
    if (known !== undefined) return known;
    const person = { userId: null, events: [] };
    this.anonymous.set(anonymousId, person);
    return person;
  }

  private merge(from: Person, to: Person): void {
    if (from === to) return;
    to.events.push(...from.events);
    for (const ids of [this.users, this.anonymous]) {
      for (const [id, owner] of ids) if (owner === from) ids.set(id, to);
    }
  }
}

export function isActivity({ message, isBot }: ReferenceEvent): boolean {
  return message.event !== undefined && !message.nonInteraction && !isBot;
}

function byTime(events: ReferenceEvent[]): ReferenceEvent[] {
  return [...events].sort((a, b) => a.at - b.at || (a.messageId < b.messageId ? -1 : 1));
}
