import type { ScoreModel, Signal } from '@ardent/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Profile } from '../../src/storage/project-storage.ts';
import { ANONYMOUS_IDS, arbitraryItem, USER_IDS } from './arbitrary-messages.ts';
import type { OpenStorage } from './contract/storage-subject.ts';
import { NOON } from './messages.ts';
import { isActivity, type ReferenceEvent, ReferenceProject } from './reference-project.ts';
import { openSqliteStorage } from './sqlite-storage.ts';

const TIME_ZONE = 'America/St_Johns';
// What the default model needs: thirty half-lives of fourteen days.
const RETENTION_DAYS = 420;
const BASE = { weight: 1, perDay: 'linear' } as const;

/** Signals to publish on the way, and what each must come to for the events of one day. */
const SIGNALS: { signal: Signal; amount(events: ReferenceEvent[]): number }[] = [
  { signal: { key: 'any', event: '*', ...BASE }, amount: (events) => events.filter(isActivity).length },
  { signal: { key: 'paid', event: 'Paid', ...BASE }, amount: (events) => paid(events).length },
  {
    signal: { key: 'spent', event: 'Paid', ...BASE, measure: { sum: 'properties.total' } },
    amount: (events) =>
      paid(events)
        .map(({ message }) => Number(message.properties['total']))
        .filter((total) => Math.abs(total) <= 1e12)
        .reduce((sum, total) => sum + total, 0),
  },
  {
    signal: { key: 'paths', event: '*', ...BASE, measure: { distinct: 'context.path' } },
    amount: (events) =>
      new Set(events.filter(isActivity).flatMap(({ message }) => message.context.path ?? [])).size,
  },
  {
    signal: {
      key: 'pro',
      event: 'Paid',
      ...BASE,
      where: { 'properties.plan': ['pro', 1], 'context.path': '/a' },
    },
    amount: (events) =>
      paid(events).filter(
        ({ message: { properties, context } }) => properties['plan'] !== 'free' && context.path === '/a',
      ).length,
  },
];

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(arbitraryItem, { minLength: 1, maxLength: 5 }).map((items) => ({ append: items })),
  },
  // Lets a few commits or steps of a back-fill run before what comes next.
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }).map((ticks) => ({ ticks })) },
  { weight: 1, arbitrary: fc.constant({ reopen: true as const }) },
  { weight: 2, arbitrary: fc.subarray(SIGNALS, { minLength: 1 }).map((publish) => ({ publish })) },
);

test('equals a slow, obvious replay, whatever comes in whatever order, through links, merges, back-fills, restarts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(step, { minLength: 1, maxLength: 40 }),
      async (isCountedEarly, steps) => {
        const reference = new ReferenceProject({ timeZone: TIME_ZONE, retentionDays: RETENTION_DAYS });
        let storage = await openSqliteStorage({ timeZone: TIME_ZONE, passiveEvents: new Set() });
        try {
          // Nothing is awaited that need not be: appends share commits and run between the steps of a back-fill.
          let pending: Promise<unknown>[] = [];
          for (const one of isCountedEarly ? [{ publish: SIGNALS }, ...steps] : steps) {
            if ('append' in one) {
              const expected = one.append.map((item) => reference.append(item));
              pending.push(expectOutcomes(storage, one.append, expected));
            } else if ('publish' in one) {
              const definition = toModel(one.publish.map(({ signal }) => signal));
              pending.push(storage.writer.publishModel({ definition, author: 'a', reason: 'r', at: NOON }));
            } else if ('ticks' in one) {
              for (let tick = 0; tick < one.ticks; tick++) await new Promise(setImmediate);
            } else {
              await Promise.all(pending);
              pending = [];
              storage = await storage.reopen();
            }
          }
          await Promise.all(pending);
          await expectSameAs(reference, storage);
        } finally {
          await storage.destroy();
        }
      },
    ),
    { numRuns: Number(process.env['ARDENT_TEST_RUNS'] ?? 150) },
  );
}, 300_000);

function paid(events: ReferenceEvent[]): ReferenceEvent[] {
  return events.filter(({ message, isBot }) => message.event === 'Paid' && !isBot);
}

function toModel(signals: Signal[]): ScoreModel {
  return { name: 'Test', decay: { type: 'half-life', days: 7 }, target: 10, signals };
}

async function expectOutcomes(
  { writer }: OpenStorage,
  items: Parameters<OpenStorage['writer']['append']>[0],
  expected: string[],
): Promise<void> {
  const outcomes = await writer.append(items);
  expect(outcomes.map((one) => (one.status === 'rejected' ? one.code : one.status))).toEqual(expected);
}

async function expectSameAs(reference: ReferenceProject, { reader }: OpenStorage): Promise<void> {
  const signalIds = await publishedSignals(reader);
  for (const kind of ['user', 'anonymous'] as const) {
    for (const id of kind === 'user' ? [...USER_IDS, 'unknown'] : [...ANONYMOUS_IDS, 'unknown']) {
      const person = reference.find(kind, id);
      const profile = await reader.findProfile(kind === 'user' ? { userId: id } : { anonymousId: id });
      if (person === undefined || profile === undefined) {
        expect(profile).toEqual(person);
        continue;
      }
      const { groupIds, anonymousIds, ...rest } = reference.profile(person);
      expect(profile).toMatchObject(rest);
      expect(profile.traits).toEqual(rest.traits);
      expect(new Set(profile.anonymousIds)).toEqual(new Set(anonymousIds));
      expect(profile.accounts.map(({ groupId }) => groupId)).toEqual(groupIds);
      const stored = await reader.listEvents(profile.profileId, { limit: 1_000 });
      expect(stored.map(({ messageId }) => messageId).sort()).toEqual(
        person.events.map(({ messageId }) => messageId).sort(),
      );
      expect(await storedCounts(reader, profile, signalIds)).toEqual(
        expectedCounts(person.events, signalIds),
      );
    }
  }
}

/** Storage's id of each signal that some version holds, by our key. */
async function publishedSignals(reader: OpenStorage['reader']): Promise<Map<string, number>> {
  const versions = (await reader.listModels()).filter(({ definition }) => definition.name === 'Test');
  return new Map(
    versions.flatMap(({ definition, signalIds }) =>
      definition.signals.map(({ key }, index) => [key, signalIds[index] ?? -1]),
    ),
  );
}

async function storedCounts(
  reader: OpenStorage['reader'],
  { profileId }: Profile,
  signalIds: Map<string, number>,
): Promise<Record<string, number>> {
  const counts = await reader.listCounts(profileId, { to: '2030-01-01' });
  const keys = new Map([...signalIds].map(([key, id]) => [id, key]));
  const named = counts.flatMap(({ day, signalId, amount }) => {
    const key = keys.get(signalId);
    // A day whose sum is 0 is no count.
    return key === undefined || amount === 0 ? [] : [[`${day} ${key}`, amount] as const];
  });
  return Object.fromEntries(named);
}

function expectedCounts(events: ReferenceEvent[], signalIds: Map<string, number>): Record<string, number> {
  const days = [...new Set(events.map(({ day }) => day))];
  const published = SIGNALS.filter(({ signal }) => signalIds.has(signal.key));
  const named = days.flatMap((day) => {
    const ofDay = events.filter((event) => event.day === day);
    return published.map(({ signal, amount }) => [`${day} ${signal.key}`, amount(ofDay)] as const);
  });
  return Object.fromEntries(named.filter(([, amount]) => amount !== 0));
}
