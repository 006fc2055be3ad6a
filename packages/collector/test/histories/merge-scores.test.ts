import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createScoring, type Scoring } from '../../src/scoring/create-scoring.ts';
import type { AppendItem, ModelVersion, Profile, ProjectReader } from '../../src/storage/project-storage.ts';
import { createDayClock } from '../../src/time/day-clock.ts';
import { DAY_MS, item, NOON } from '../storage/messages.ts';
import { openSqliteStorage } from '../storage/sqlite-storage.ts';
import { WHOLE_MODEL } from './history.ts';
import { propertyRuns } from './property-runs.ts';

/** What one person is called at different times. */
const NAMES = {
  phone: { anonymousId: 'phone' },
  laptop: { anonymousId: 'laptop' },
  old: { userId: 'old' },
  new: { userId: 'new' },
};
/** What makes each of the others the one called `new`, in an order of its own each time. */
const JOINS = [
  { type: 'identify', userId: 'new', anonymousId: 'phone' },
  { type: 'alias', userId: 'new', previousId: 'laptop' },
  { type: 'alias', userId: 'new', previousId: 'old' },
] as const;

const act = fc.record({
  name: fc.constantFrom('phone', 'laptop', 'old', 'new'),
  daysAgo: fc.nat(3),
  event: fc.constantFrom('Paid', 'Clicked'),
  total: fc.constantFrom(1, 3, -2),
  path: fc.constantFrom('/a', '/b'),
});
const arbitraryLife = fc.record({
  acts: fc.array(act, { minLength: 4, maxLength: 30, size: 'max' }),
  joins: fc.shuffledSubarray([...JOINS], { minLength: JOINS.length }),
  joinAfter: fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)),
});

function toEvent({ daysAgo, event, total, path }: Act, who: object): AppendItem {
  const timestamp = NOON - daysAgo * DAY_MS;
  return item({ event, timestamp, properties: { total }, context: { path }, ...who });
}
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;
type Life = typeof arbitraryLife extends fc.Arbitrary<infer Value> ? Value : never;

/** The life of somebody of many names, and beside it that of somebody who was `one` from the start. */
function toItems({ acts, joins, joinAfter }: Life): AppendItem[] {
  const twice = acts.flatMap((one) => [[toEvent(one, NAMES[one.name]), toEvent(one, { userId: 'one' })]]);
  const joining = joins.map((fields) => [
    item({ ...fields, timestamp: NOON }, { trusted: true }),
    item({ type: 'identify', userId: 'one', timestamp: NOON }),
  ]);
  joining.forEach((pair, i) => {
    twice.splice(Math.min(joinAfter[i] ?? 0, twice.length), 0, pair);
  });
  return twice.flat();
}

async function getProfile(reader: ProjectReader, userId: string): Promise<Profile> {
  const profile = await reader.findProfile({ userId });
  if (profile === undefined) throw new Error(`nobody is called ${userId}`);
  return profile;
}

async function expectSameScores(
  scoring: Scoring,
  [many, one]: [Profile, Profile],
  model: ModelVersion,
): Promise<void> {
  for (const daysAgo of [-1, 0, 1, 2, 3]) {
    const point = { model, day: scoring.dayOf(NOON - daysAgo * DAY_MS) };
    const expected = await scoring.score(one, point);
    const score = await scoring.score(many, point);
    expect(score.rounded).toBe(expected.rounded);
    expect(score.contributions.map(({ score: part }) => part)).toEqual(
      expected.contributions.map(({ score: part }) => expect.closeTo(part, 9)),
    );
  }
}

test('whoever was called by several names scores as one person from the start, whenever they were joined', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryLife, async (life) => {
      const storage = await openSqliteStorage({ timeZone: 'UTC', passiveEvents: new Set() });
      try {
        const { writer, reader } = storage;
        const model = await writer.publishModel({
          definition: WHOLE_MODEL,
          author: 'a',
          reason: 'r',
          at: NOON,
        });
        for (const one of toItems(life)) {
          expect(await writer.append([one])).toMatchObject([{ status: 'accepted' }]);
        }
        const [many, one] = [await getProfile(reader, 'old'), await getProfile(reader, 'one')];
        expect(many).toMatchObject({
          userId: 'new',
          firstSeenAt: one.firstSeenAt,
          lastSeenAt: one.lastSeenAt,
        });
        const scoring = createScoring({
          reader,
          settle: () => writer.settleScores(),
          dayOf: createDayClock('UTC'),
          now: () => NOON,
        });
        await expectSameScores(scoring, [many, one], model);
        expect(await storage.verify()).toMatchObject({ differenceCount: 0, unseenEvents: 0 });
      } finally {
        await storage.destroy();
      }
    }),
    propertyRuns(15),
  );
}, 600_000);
