import type { ScoreModel } from '@ardent/core';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createRankedScores, type ScoreStanding } from '../../src/scoring/ranked-scores.ts';
import { DAY_MS, item, NOON } from '../storage/messages.ts';
import { expectRows } from './expect-rows.ts';
import { openScoredProject, type ScoredProject } from './open-scored-project.ts';

const TODAY = '2026-03-02';
const JUMP_MS = 730 * DAY_MS;
const MODEL: Omit<ScoreModel, 'decay'> = {
  name: 'Visits',
  target: 5,
  signals: [{ key: 'any', event: '*', weight: 1, perDay: 'linear' }],
};

/** People who were active now and before, under a decay so short that two years move its landmark, and a window. */
async function openWithPeople(): Promise<ScoredProject> {
  const project = openScoredProject();
  onTestFinished(() => project.destroy());
  const common = { author: 'a', reason: 'r', at: NOON, createNew: true };
  for (const decay of [
    { type: 'half-life', days: 1 },
    { type: 'window', days: 7 },
  ] as const) {
    await project.writer.publishModel({ ...common, definition: { ...MODEL, decay } });
  }
  const items = Array.from({ length: 40 }, (_, n) =>
    item({ userId: `u${n % 9}`, messageId: `m-${n}`, timestamp: NOON - (n % 11) * DAY_MS }),
  );
  await project.writer.append(items);
  await project.writer.settleScores();
  return project;
}

interface Standing {
  model: string;
  userId: string | null;
  score: number;
  standing: ScoreStanding | null;
  expected: number;
}

async function visitAhead({ clock, writer }: ScoredProject): Promise<void> {
  clock.now += JUMP_MS;
  const visits = ['u1', 'late'].map((userId) =>
    item({ userId, timestamp: clock.now }, { receivedAt: clock.now }),
  );
  await writer.append(visits);
}

/** Everybody's score and percentile under every version, as an application is told, in order. */
async function readStandings({ reader, writer, clock }: ScoredProject): Promise<Standing[]> {
  const tools = { reader, settle: () => writer.settleScores(), today: () => TODAY, now: () => clock.now };
  const ranked = createRankedScores(tools);
  const standings: Standing[] = [];
  for (const model of await reader.listModels()) {
    const query = { model, day: TODAY, sort: { field: 'score', descending: true }, limit: 100 } as const;
    const { rows } = await ranked.listRanked({ ...query, filter: { kind: 'known' } });
    for (const { profile, score } of rows) {
      const owner = { profileId: profile.profileId, score, isMember: true };
      const standing = await ranked.standingOf(owner, { model, day: TODAY });
      const expected = percentileAmong(rows, score);
      standings.push({ model: model.modelId, userId: profile.userId, score, standing, expected });
    }
  }
  return standings;
}

function percentileAmong(rows: readonly { score: number }[], score: number): number {
  const below = rows.filter((other) => other.score < score - 1e-9).length;
  const equal = rows.filter((other) => Math.abs(other.score - score) <= 1e-9).length;
  return (below + equal / 2) / rows.length;
}

test('two years ahead and back: lists, bands and percentiles are those of the counts again, at once', async () => {
  const project = await openWithPeople();
  await visitAhead(project);
  await expectRows(project);
  project.clock.now = NOON;
  const standings = await readStandings(project);
  expect(standings).toHaveLength(3 * 10);
  for (const { standing, expected } of standings)
    expect(standing).toEqual({ percentile: expect.closeTo(expected, 12), among: 10 });
  await expectRows(project);
  const { writer } = project;
  await writer.append([item({ userId: 'u2' }), item({ userId: 'u3' })]);
  await expectRows(project);
  // Nobody else comes when the day does that the clock had shown.
  project.clock.now += JUMP_MS;
  await expectRows(project);
});

test('an event of the day ahead adds nothing to what people had, whether it was written or waited', async () => {
  for (const isWritten of [true, false]) {
    const project = await openWithPeople();
    const before = await readStandings(project);
    await visitAhead(project);
    if (isWritten) await project.writer.settleScores();
    project.clock.now = NOON;
    const after = await readStandings(project);
    expect(scoresOf(after.filter(({ userId }) => userId !== 'late'))).toEqual(scoresOf(before));
  }
});

test('the same after a restart, while a version is published, and in totals of days', async () => {
  let project = await openWithPeople();
  await visitAhead(project);
  await project.writer.settleScores();
  expect(countTotals(project)).toBeGreaterThan(3 * 700);
  project.clock.now = NOON;
  project = await project.reopen();
  const definition: ScoreModel = { ...MODEL, decay: { type: 'window', days: 3 } };
  const request = { definition, author: 'a', reason: 'r', at: NOON };
  await Promise.all([project.writer.publishModel(request), project.writer.settleScores()]);
  await expectRows(project);
  expect(countTotals(project)).toBe(0);
});

test('a clock that is set right by some minutes over midnight leaves the rows as they are', async () => {
  const project = await openWithPeople();
  const midnight = NOON + DAY_MS / 2;
  project.clock.now = midnight;
  await project.writer.settleScores();
  const sets = listSets(project);
  project.clock.now = midnight - 60_000;
  await project.writer.settleScores();
  expect(listSets(project)).toEqual(sets);
  project.clock.now = midnight - DAY_MS / 4;
  await project.writer.settleScores();
  expect(listSets(project)).not.toEqual(sets);
  await expectRows(project);
});

const scoresOf = (standings: readonly Standing[]) =>
  standings.map(({ model, userId, score }) => ({ model, userId, score }));

const listSets = ({ path }: ScoredProject) =>
  readAll(path, "SELECT id FROM score_set WHERE state = 'live' ORDER BY id");

const countTotals = ({ path }: ScoredProject) => readAll(path, 'SELECT day FROM day_total').length;

function readAll(path: string, sql: string): unknown[] {
  const db = new SqliteDatabase(path, { readonly: true });
  const rows = db.prepare(sql).all();
  db.close();
  return rows;
}
