import {
  amountOf,
  bandOf,
  computeScore,
  type DailyCount,
  type DayString,
  DEFAULT_BANDS,
  type Message,
  matchesSignal,
  rounded,
  type ScoreModel,
  toDayNumber,
  toDayString,
} from '@ardent/core';
import { expect } from 'vitest';
import { countBands } from '../../src/scoring/count-bands.ts';
import { labelCounts } from '../../src/scoring/label-counts.ts';
import type { ModelVersion, Profile, ProjectReader, StoredEvent } from '../../src/storage/project-storage.ts';
import type { RankedProfile, ScoreGroup } from '../../src/storage/score-reads.ts';
import type { ScoredProject } from './open-scored-project.ts';

/** The rows of all current versions hold what daily counts and raw events say of everybody, in order, counted. */
export async function expectRows({ reader, writer, clock }: ScoredProject): Promise<void> {
  await writer.settleScores();
  const day = toDayString(Math.floor(clock.now / 86_400_000));
  const profiles = await reader.listProfiles({ kind: 'all' }, { limit: 1_000 });
  const current = new Map((await reader.listModels()).map((model) => [model.modelId, model]));
  for (const model of current.values()) {
    const listed = await listAll(reader, model, day);
    expect(new Set(listed.map(({ profile }) => profile.profileId))).toEqual(
      new Set(profiles.map(({ profileId }) => profileId)),
    );
    for (const { profile, score } of listed) await expectSameScore(reader, { profile, score, model, day });
    await expectSameCounts(reader, listed, { model, day });
  }
}

interface ListedScore {
  profile: Profile;
  score: number;
  model: ModelVersion;
  day: DayString;
}

/** In pages of three, so that every list is made of several. */
async function listAll(reader: ProjectReader, model: ModelVersion, day: DayString): Promise<RankedProfile[]> {
  const all: RankedProfile[] = [];
  const query = {
    model,
    day,
    filter: { kind: 'all' },
    sort: { field: 'score', descending: true },
    limit: 3,
  } as const;
  let page = await reader.listRanked(query);
  for (; page?.next !== undefined; page = await reader.listRanked({ ...query, after: page.next }))
    all.push(...page.rows);
  expect(page, `${model.modelId} version ${model.version} has rows`).toMatchObject({
    rowsDay: day,
    waitingSince: null,
  });
  all.push(...(page?.rows ?? []));
  const scores = all.map(({ score }) => score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  return all;
}

async function expectSameScore(reader: ProjectReader, listed: ListedScore): Promise<void> {
  const { profile, score, model, day } = listed;
  const counts = labelCounts(await reader.listCounts(profile.profileId, { to: day }), model);
  const events = await reader.listEvents(profile.profileId, { limit: 10_000 });
  const recounted = countEvents(events, model.definition);
  const where = `${profile.userId ?? profile.anonymousIds[0]} under ${model.definition.name}`;
  for (const source of [counts, recounted]) {
    const expected = computeScore(model.definition, source, day);
    const tolerance = 1e-9 * Math.max(1, sizeOf(model.definition, source, day));
    expect(Math.abs(score - expected.score), `${where}: ${score} and ${expected.score}`).toBeLessThanOrEqual(
      tolerance,
    );
  }
}

/** Σ |contribution|, of each signal and day by itself. */
function sizeOf(definition: ScoreModel, counts: readonly DailyCount[], day: DayString): number {
  return counts.reduce((sum, count) => sum + Math.abs(computeScore(definition, [count], day).score), 0);
}

function countEvents(events: readonly StoredEvent[], { signals }: ScoreModel): DailyCount[] {
  const cells = new Map<string, DailyCount & { values: Set<string> }>();
  for (const event of events) {
    if (event.event === null || event.isBot) continue;
    const message: Message = { ...event, event: event.event, nonInteraction: event.isPassive };
    for (const signal of signals.filter((one) => matchesSignal(one, message))) {
      const amount = amountOf(signal.measure, message);
      if (amount === undefined) continue;
      const name = `${event.day} ${signal.key}`;
      const cell = cells.get(name) ?? { day: event.day, signal: signal.key, count: 0, values: new Set() };
      cells.set(name, cell);
      if (amount.type === 'value') cell.count = cell.values.add(amount.value).size;
      else cell.count += amount.amount;
    }
  }
  return [...cells.values()];
}

/** In no order, one twice, two close to each other; no score is likely to be one of them. */
const ANY_EDGES = [33.337, -7.773, 33.337, 33.338, 1e9, 0.00123];

async function expectSameCounts(
  reader: ProjectReader,
  listed: readonly RankedProfile[],
  point: { model: ModelVersion; day: DayString },
): Promise<void> {
  const countScores = async (query: Parameters<ProjectReader['countScores']>[0]) =>
    (await reader.countScores(query)) ?? expect.unreachable();
  const bands = point.model.definition.bands ?? DEFAULT_BANDS;
  const since = toDayString(toDayNumber(point.day) - 89);
  const groups: [ScoreGroup, (profile: Profile) => boolean][] = [
    ['all', () => true],
    ['known', ({ userId }) => userId !== null],
    ['anonymous', ({ userId }) => userId === null],
    ['recent', ({ userId, lastActiveDay }) => userId !== null && (lastActiveDay ?? '') >= since],
  ];
  for (const [group, isMember] of groups) {
    const members = listed.filter(({ profile }) => isMember(profile));
    const expected = bands.map(
      ({ key }) => members.filter(({ score }) => bandOf(rounded(score), bands) === key).length,
    );
    expect(await countBands({ countScores }, group, point), group).toEqual(expected);
    const counted = await countScores({ ...point, group, below: ANY_EDGES });
    expect(counted.total).toBe(members.length);
    expect(counted.below, group).toEqual(
      ANY_EDGES.map((edge) => members.filter(({ score }) => score < edge).length),
    );
  }
}
