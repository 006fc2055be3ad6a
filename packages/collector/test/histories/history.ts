import type { Message, ScoreModel, Signal } from '@ardent/core';
import fc from 'fast-check';
import type { AppendItem, ReceivedMessage } from '../../src/storage/project-storage.ts';
import { DAY_MS, HOUR_MS, item, NOON, withMessageId } from '../storage/messages.ts';
import {
  ANONYMOUS_IDS,
  arbitraryImport,
  arbitraryItem,
  arbitraryJoin,
  arbitraryTies,
  arbitraryTimestamp,
  present,
  USER_IDS,
} from './arbitrary-messages.ts';
import type { NamedId } from './reference-erasures.ts';

/** What may be another way of sending the same message again. */
export interface Change {
  timestamp?: number;
  sentAt?: number;
  userId?: string;
  imported?: boolean;
  properties?: Record<string, string>;
}

/** A message of a batch: a new one, or one that was sent so many messages ago. */
export type Entry = { fresh: AppendItem } | { again: number; change: Change };

/** What happens to a project, one after the other. */
export type Step =
  | { batch: Entry[] }
  /** Lets a few commits or steps of a back-fill run before what comes next. */
  | { ticks: number }
  /** `isPatient`: once everything is answered. */
  | { restart: { isPatient: boolean } }
  | { publish: ScoreModel }
  | { waitMs: number }
  | { retire: true }
  | { erase: NamedId }
  | { backUp: true }
  /** Of the last backup, if there is one. */
  | { restore: true };

/** What happens to a project that keeps raw events so long; undefined: as long as daily counts. */
export interface History {
  eventRetentionDays: number | undefined;
  steps: Step[];
}

const BASE = { weight: 1, perDay: 'linear' } as const;
const SIGNALS: Signal[] = [
  { ...BASE, key: 'any', event: '*' },
  { ...BASE, key: 'paid', event: 'Paid', perDay: 'log', weight: -0.5 },
  { ...BASE, key: 'spent', event: 'Paid', measure: { sum: 'properties.total' } },
  { ...BASE, key: 'paths', event: '*', perDay: { cap: 1 }, measure: { distinct: 'context.path' } },
  {
    ...BASE,
    key: 'pro',
    event: 'Paid',
    where: { 'properties.plan': ['pro', 1], 'context.path': '/a' },
  },
  { ...BASE, key: 'invoices', event: 'Invoice Paid', weight: 3 },
];

const model: fc.Arbitrary<ScoreModel> = fc
  .record({
    signals: fc.subarray(SIGNALS, { minLength: 1 }),
    decay: fc.constantFrom({ type: 'half-life', days: 7 } as const, { type: 'window', days: 30 } as const),
  })
  .map((part) => ({ name: 'Test', target: 10, ...part }));

/** Counts everything that this test's models can ask for. */
export const WHOLE_MODEL: ScoreModel = {
  name: 'Whole',
  target: 10,
  decay: { type: 'half-life', days: 7 },
  signals: SIGNALS,
};

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.constant({}),
  fc.record<Required<Change>, never>(
    {
      timestamp: arbitraryTimestamp,
      sentAt: fc.constantFrom(NOON, NOON - 1_000, NOON - DAY_MS),
      userId: fc.constantFrom(...USER_IDS),
      imported: fc.boolean(),
      properties: fc.constant({ total: '9' }),
    },
    { requiredKeys: [] },
  ),
);

const entry: fc.Arbitrary<Entry> = fc.oneof(
  { weight: 2, arbitrary: arbitraryItem.map((fresh) => ({ fresh })) },
  { weight: 1, arbitrary: fc.record({ again: fc.oneof(fc.nat(3), fc.nat(60)), change }) },
);

const batch: fc.Arbitrary<Step> = fc
  .array(entry, { minLength: 1, maxLength: 6 })
  .map((entries) => ({ batch: entries }));
/** Most of what was just sent, again. */
const resends: fc.Arbitrary<Step> = fc
  .array(fc.record({ again: fc.nat(12), change }), { minLength: 3, maxLength: 8 })
  .map((entries) => ({ batch: entries }));

const person: fc.Arbitrary<NamedId> = fc.oneof(
  fc.constantFrom(...USER_IDS).map((id) => ({ kind: 'user', id }) as const),
  fc.constantFrom(...ANONYMOUS_IDS, 'unknown').map((id) => ({ kind: 'anonymous', id }) as const),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: batch },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }).map((ticks) => ({ ticks })) },
  { weight: 1, arbitrary: fc.boolean().map((isPatient) => ({ restart: { isPatient } })) },
  { weight: 1, arbitrary: model.map((publish) => ({ publish })) },
  { weight: 1, arbitrary: fc.constant({ retire: true as const }) },
  { weight: 1, arbitrary: person.map((erase) => ({ erase })) },
  { weight: 1, arbitrary: fc.constantFrom({ backUp: true as const }, { restore: true as const }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(HOUR_MS, 12 * HOUR_MS, DAY_MS, 5 * DAY_MS, 30 * DAY_MS, 450 * DAY_MS)
      .map((waitMs) => ({ waitMs })),
  },
);

/** What would be rare by chance: imports sent again, ties in time, resends after a link, a merge, and after retention has let go of what they are,
 * what an offline queue and a person who comes back send after an erasure, and a backup from before one. */
const episode: fc.Arbitrary<Step[]> = fc.oneof(
  fc
    .tuple(fc.array(arbitraryImport, { minLength: 1, maxLength: 3 }), fc.constantFrom(NOON, NOON - DAY_MS))
    .map(([items, sentAt]): Step[] => [
      { batch: items.map((fresh) => ({ fresh })) },
      { batch: items.map(() => ({ again: items.length - 1, change: { sentAt } })) },
    ]),
  arbitraryTies.map((items): Step[] => [{ batch: items.map((fresh) => ({ fresh })) }]),
  fc
    .tuple(fc.array(entry, { minLength: 3, maxLength: 6 }), arbitraryJoin, resends)
    .map(([entries, fresh, again]): Step[] => [{ batch: [...entries, { fresh }] }, again]),
  // Counts and keys are kept for 420 days.
  fc
    .tuple(batch, fc.constantFrom(1, 30), batch, fc.constantFrom(5, 45, 405, 420, 421, 450), resends)
    .map(([old, daysBetween, young, daysAfter, again]): Step[] => [
      old,
      { waitMs: daysBetween * DAY_MS },
      young,
      { waitMs: daysAfter * DAY_MS },
      { retire: true },
      again,
    ]),
  fc
    .tuple(
      fc.array(person, { minLength: 1, maxLength: 2 }),
      batch,
      resends,
      fc.constantFrom(0, HOUR_MS, DAY_MS),
    )
    .map(([people, queued, again, waitMs]): Step[] => [
      { batch: people.map(({ kind, id }) => ({ fresh: toVisit(kind, id) })) },
      ...people.map((erase) => ({ erase })),
      again,
      { waitMs },
      queued,
      again,
    ]),
  fc
    .tuple(batch, person, batch, resends)
    .map(([before, erase, after, again]): Step[] => [
      before,
      { backUp: true },
      after,
      { erase },
      { restore: true },
      again,
    ]),
);

function toVisit(kind: NamedId['kind'], id: string): AppendItem {
  return item(kind === 'user' ? { userId: id } : { anonymousId: id });
}

/** Half of them count everything from the start. */
export const arbitraryHistory: fc.Arbitrary<History> = fc
  .record({
    eventRetentionDays: fc.constantFrom(undefined, 4, 40),
    isCountedEarly: fc.boolean(),
    parts: fc.array(
      fc.oneof({ weight: 7, arbitrary: step.map((one) => [one]) }, { weight: 1, arbitrary: episode }),
      { minLength: 1, maxLength: 32, size: 'max' },
    ),
  })
  .map(({ isCountedEarly, parts, eventRetentionDays }) => ({
    eventRetentionDays,
    steps: isCountedEarly ? [{ publish: WHOLE_MODEL }, ...parts.flat()] : parts.flat(),
  }));

/** The senders of a history, who know what was sent before and what time it is. */
export class Senders {
  private readonly sent: ReceivedMessage[] = [];
  private waitedMs = 0;

  get now(): number {
    return NOON + this.waitedMs;
  }

  wait(ms: number): void {
    this.waitedMs += ms;
  }

  send(entries: readonly Entry[]): AppendItem[] {
    return entries.flatMap((one) => {
      const received = 'fresh' in one ? this.move(one.fresh) : this.repeat(one);
      if (received === undefined) return [];
      this.sent.push(received);
      return [{ received }];
    });
  }

  /** What is made for `NOON`, now. */
  private move(fresh: AppendItem): ReceivedMessage | undefined {
    if (!('received' in fresh)) return undefined;
    const { message, receivedAt, ...rest } = fresh.received;
    const times = { timestamp: this.later(message.timestamp), sentAt: this.later(message.sentAt) };
    // As plain as parsed JSON.
    const moved = structuredClone(present({ ...message, ...times })) as Message;
    return withMessageId({ ...rest, message: moved, raw: moved, receivedAt: receivedAt + this.waitedMs });
  }

  private later(at: number | undefined): number | undefined {
    return at === undefined ? undefined : at + this.waitedMs;
  }

  private repeat({ again, change }: { again: number; change: Change }): ReceivedMessage | undefined {
    const first = this.sent.at(-1 - again);
    if (first === undefined) return undefined;
    const { imported = first.imported, timestamp, sentAt, ...fields } = change;
    const moved = present({ timestamp: this.later(timestamp), sentAt: this.later(sentAt) });
    const message = { ...first.message, ...fields, ...moved };
    return withMessageId({
      ...first,
      message,
      raw: message,
      imported,
      trusted: first.trusted || imported,
      receivedAt: this.now,
    });
  }
}
