import type { ScoreModel } from '@ardent/core';
import { expect, onTestFinished, test } from 'vitest';
import { DAY_MS, item, NOON } from '../storage/messages.ts';
import { expectRows } from './expect-rows.ts';
import { openScoredProject } from './open-scored-project.ts';

const WEEK: ScoreModel = {
  name: 'Week',
  decay: { type: 'window', days: 7 },
  target: 1,
  signals: [{ key: 'any', event: '*', weight: 1, perDay: 'linear' }],
};

test('what leaves a window leaves the rows with the day on which it does, whether days pass one by one or at once', async () => {
  for (const days of [1, 3]) {
    const project = openScoredProject();
    onTestFinished(() => project.destroy());
    const { clock, reader, writer } = project;
    await writer.publishModel({ definition: WEEK, author: 'a', reason: 'r', at: NOON });
    const items = Array.from({ length: 6 }, (_, n) => item({ userId: 'u1', timestamp: NOON - n * DAY_MS }));
    await writer.append(items);
    await expectRows(project);
    const until = NOON + 9 * DAY_MS;
    while (clock.now < until) {
      clock.now += days * DAY_MS;
      await expectRows(project);
    }
    const model = (await reader.findModel()) ?? expect.unreachable();
    const count = { model, day: '2026-03-11', group: 'all', below: [0.5] } as const;
    expect(await reader.countScores(count)).toMatchObject({ total: 1, below: [1] });
  }
});
