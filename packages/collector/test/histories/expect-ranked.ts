import { computeScore, type DayString } from '@ardent/core';
import { expect } from 'vitest';
import { labelCounts } from '../../src/scoring/label-counts.ts';
import type { ProjectReader } from '../../src/storage/project-storage.ts';
import type { OpenStorage } from '../storage/contract/storage-subject.ts';

const MOST = 1_000;

/**
 * Everybody's score rows, once they are up to date, are core's scores over their daily counts, nobody is missing, and
 * lists tell of each what is told of them alone.
 */
export async function expectRanked({ writer, reader }: OpenStorage, day: DayString): Promise<void> {
  await writer.settleScores();
  const model = await reader.findModel();
  if (model === undefined) throw new Error('a project has a model');
  const page = await reader.listRanked({
    model,
    day,
    filter: { kind: 'all' },
    sort: { field: 'score', descending: true },
    limit: MOST,
  });
  const rows = page?.rows ?? [];
  const idsOf = (profiles: { profileId: string }[]) => profiles.map(({ profileId }) => profileId).sort();
  expect(idsOf(rows.map(({ profile }) => profile))).toEqual(
    idsOf(await reader.listProfiles({ kind: 'all' }, { limit: MOST })),
  );
  const scores = rows.map(({ score }) => score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  for (const { profile, score } of rows) {
    expect(profile, 'in a list').toEqual(await reader.findProfile({ profileId: profile.profileId }));
    await expectScore(reader, { profileId: profile.profileId, score, model, day });
  }
}

type Ranked = { score: number; day: DayString } & {
  profileId: Parameters<ProjectReader['listCounts']>[0];
  model: Parameters<typeof labelCounts>[1];
};

async function expectScore(reader: ProjectReader, { profileId, score, model, day }: Ranked): Promise<void> {
  const counts = labelCounts(await reader.listCounts(profileId, { to: day }), model);
  const expected = computeScore(model.definition, counts, day);
  const size = expected.contributions.reduce((sum, one) => sum + Math.abs(one.score), 0);
  expect(Math.abs(score - expected.score), `${score} and ${expected.score}`).toBeLessThanOrEqual(
    1e-9 * Math.max(1, size),
  );
}
