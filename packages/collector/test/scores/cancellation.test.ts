import type { ScoreModel } from '@ardent/core';
import { onTestFinished, test } from 'vitest';
import { DAY_MS, item, NOON } from '../storage/messages.ts';
import { expectRows } from './expect-rows.ts';
import { openScoredProject } from './open-scored-project.ts';

const SPENT: ScoreModel = {
  name: 'Spent',
  decay: { type: 'half-life', days: 1 },
  target: 1,
  signals: [
    { key: 'spent', event: 'Paid', weight: 1, perDay: 'linear', measure: { sum: 'properties.total' } },
  ],
};

test('amounts that take each other away leave what was there before, to the last digit', async () => {
  const project = openScoredProject();
  onTestFinished(() => project.destroy());
  await project.writer.publishModel({ definition: SPENT, author: 'a', reason: 'r', at: NOON });
  const payments = [
    [0.1, NOON - DAY_MS],
    [1e12, NOON],
    [-1e12, NOON],
  ] as const;
  for (const [total, timestamp] of payments) {
    await project.writer.append([item({ userId: 'u1', event: 'Paid', properties: { total }, timestamp })]);
    await expectRows(project);
  }
});
