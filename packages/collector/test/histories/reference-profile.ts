import type { JsonObject, Signal } from '@ardent/core';
import type { Seats } from '../storage/contract/storage-subject.ts';
import type { Person } from './reference-people.ts';
import type { ReferenceEvent } from './reference-project.ts';

/** What storage must answer of a person. */
export interface ReferenceProfile {
  userId: string | null;
  traits: JsonObject;
  firstSeenAt: number;
  lastSeenAt: number | null;
  lastActiveDay: string | null;
  /** The primary account first. */
  groupIds: string[];
  isUnmeasured: boolean;
}

/** A person's membership of an account on a day: its last group message. */
export interface ReferenceMembership {
  groupId: string;
  day: string;
  at: number;
}

export function toProfile({ userId, events }: Person): ReferenceProfile {
  const active = events.filter(isActivity);
  const choices = byTime(events).filter(
    ({ message }) => message.type === 'identify' && message.optOut !== undefined,
  );
  const traits: JsonObject = {};
  for (const { message } of byTime(events))
    if (message.type === 'identify') Object.assign(traits, message.traits);
  return {
    userId,
    traits,
    firstSeenAt: Math.min(...events.map(({ at }) => at)),
    lastSeenAt: active.length === 0 ? null : Math.max(...active.map(({ at }) => at)),
    lastActiveDay:
      active
        .map(({ day }) => day)
        .sort()
        .at(-1) ?? null,
    groupIds: [
      ...new Set(
        groupings(events)
          .reverse()
          .map(({ message }) => message.groupId ?? ''),
      ),
    ],
    isUnmeasured: choices.at(-1)?.message.optOut ?? false,
  };
}

export function isActivity({ message, isPassive, received }: ReferenceEvent): boolean {
  return message.event !== undefined && !isPassive && !received.isBot;
}

/** By day, then account. */
export function membershipsOf({ events }: Person): ReferenceMembership[] {
  const latest = new Map<string, ReferenceMembership>();
  for (const { message, day, at } of groupings(events)) {
    const groupId = message.groupId ?? '';
    latest.set(`${day} ${groupId}`, { groupId, day, at });
  }
  return byDay(latest);
}

/** Each account's seats by day: what a secret key said last on that day; null took them back. */
export function seatsByDay(events: ReferenceEvent[]): Seats[] {
  const latest = new Map<string, Seats>();
  for (const { message, day, received } of groupings(events)) {
    const { groupId = '', traits } = message;
    const told = traits['seats'];
    if (!received.trusted || told === undefined) continue;
    const seats = Number.isInteger(told) && Number(told) >= 1 ? Number(told) : null;
    latest.set(`${day} ${groupId}`, { groupId, day, seats });
  }
  return byDay(latest);
}

/**
 * Memberships or seats of each account without those before the kept days that a later one has replaced before these
 * begin: they may be kept, and need not be.
 */
export function inForce<Row extends { groupId: string; day: string }>(rows: Row[], keptFrom: string): Row[] {
  const isReplacedBy = (one: Row, other: Row) =>
    other.groupId === one.groupId && other.day > one.day && other.day < keptFrom;
  return rows.filter((one) => !rows.some((other) => isReplacedBy(one, other)));
}

/** What a signal comes to on one day with these events. */
export function amountOn(events: ReferenceEvent[], { event, where = {}, measure = 'count' }: Signal): number {
  const matching = events
    .filter((one) => (event === '*' ? isActivity(one) : one.message.event === event && !one.received.isBot))
    .filter((one) =>
      Object.entries(where).every(([path, wanted]) =>
        [wanted].flat().some((value) => value === valueAt(one, path)),
      ),
    );
  if (measure === 'count') return matching.length;
  if ('distinct' in measure) {
    const values = matching
      .map((one) => valueAt(one, measure.distinct))
      .filter((value) => value !== undefined);
    return new Set(values).size;
  }
  return matching
    .map((one) => Number(valueAt(one, measure.sum)))
    .filter((amount) => Math.abs(amount) <= 1e12)
    .reduce((sum, amount) => sum + amount, 0);
}

function valueAt({ message }: ReferenceEvent, path: string): unknown {
  const [root, key = ''] = path.split('.');
  return root === 'properties' ? message.properties[key] : (message.context as JsonObject)[key];
}

/** Of a map whose keys begin with the day. */
function byDay<Row>(latest: ReadonlyMap<string, Row>): Row[] {
  return [...latest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function groupings(events: ReferenceEvent[]): ReferenceEvent[] {
  return byTime(events).filter(({ message }) => message.type === 'group');
}

function byTime(events: ReferenceEvent[]): ReferenceEvent[] {
  const bytes = ({ messageId }: ReferenceEvent) => Buffer.from(messageId);
  return [...events].sort((a, b) => a.at - b.at || Buffer.compare(bytes(a), bytes(b)));
}
