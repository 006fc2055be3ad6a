import { expect, test } from 'vitest';
import { scoresNotReady } from './scores-not-ready.ts';

const NOW = 1_000_000;

test('says how far the rows are, and when they will be there at the pace so far', () => {
  const error = scoresNotReady({ ratio: 0.6, beganAt: NOW - 9_000 }, NOW);
  expect(error).toMatchObject({
    code: 'scores_not_ready',
    message: 'the scores of this version are being put in order: 60 % are done',
    retryAfterSeconds: 6,
  });
  expect(error.hint).toContain('in 6 seconds');
});

test.each([
  ['not begun', undefined, 5],
  ['just begun', { ratio: 0, beganAt: NOW - 40_000 }, 5],
  ['nearly done', { ratio: 0.99, beganAt: NOW - 1_000 }, 1],
  ['slow', { ratio: 0.01, beganAt: NOW - 60_000 }, 60],
  ['done meanwhile', { ratio: 1, beganAt: NOW - 60_000 }, 1],
])('%s: asks to come back in a bounded time', (_, progress, seconds) => {
  expect(scoresNotReady(progress, NOW).retryAfterSeconds).toBe(seconds);
});
