import { expect, onTestFinished, test } from 'vitest';
import { createScoring } from '../../src/scoring/create-scoring.ts';
import { createDayClock } from '../../src/time/day-clock.ts';
import { DAY_MS, item, NOON } from '../storage/messages.ts';
import { openScoredProject, type ScoredProject } from './open-scored-project.ts';

const TODAY = '2026-03-02';

async function standingOf({ reader, writer, clock }: ScoredProject, userId: string) {
  const scoring = createScoring({
    reader,
    settle: () => writer.settleScores(),
    dayOf: createDayClock('UTC'),
    now: () => clock.now,
  });
  const model = (await reader.findModel()) ?? expect.unreachable();
  const profile = (await reader.findProfile({ userId })) ?? expect.unreachable();
  return (await scoring.scoreWithStanding(profile, { model, day: TODAY })).standing;
}

test('a percentile is among those active in the last 90 days, its owner once or not at all, as of today', async () => {
  const project = openScoredProject();
  onTestFinished(() => project.destroy());
  const daysAgo = { lapsed: 90, eldest: 89, one: 0, other: 0 };
  const items = Object.entries(daysAgo).map(([userId, days]) =>
    item({ userId, messageId: userId, timestamp: NOON - days * DAY_MS }),
  );
  await project.writer.append(items);
  const closeTo = (percentile: number) => ({ percentile: expect.closeTo(percentile, 12), among: 3 });
  // One below and the two equal of three; half of herself; nobody is below, and she is not among them.
  expect(await standingOf(project, 'one')).toEqual(closeTo((1 + 0.5 * 2) / 3));
  expect(await standingOf(project, 'eldest')).toEqual(closeTo(0.5 / 3));
  expect(await standingOf(project, 'lapsed')).toEqual(closeTo(0));
});
