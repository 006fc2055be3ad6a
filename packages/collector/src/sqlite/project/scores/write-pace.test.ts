import { expect, test } from 'vitest';
import { createWritePace } from './write-pace.ts';

function paceAt(): { clock: { now: number }; pace: ReturnType<typeof createWritePace> } {
  const clock = { now: 5_000 };
  return { clock, pace: createWritePace(() => clock.now) };
}

test('what waits is written once in ten seconds if nobody asks', () => {
  const { clock, pace } = paceAt();
  expect(pace.isDue(1)).toBe(false);
  clock.now += 9_999;
  expect(pace.isDue(1)).toBe(false);
  clock.now += 1;
  expect(pace.isDue(1)).toBe(true);
  expect(pace.isDue(0)).toBe(false);
  pace.rest();
  expect(pace.isDue(1)).toBe(false);
});

test('for a minute after somebody asked it is written at once', () => {
  const { clock, pace } = paceAt();
  pace.ask();
  pace.rest();
  clock.now += 59_999;
  expect(pace.isDue(1)).toBe(true);
  pace.rest();
  clock.now += 1;
  expect(pace.isDue(1)).toBe(false);
});

test('many people do not wait', () => {
  const { pace } = paceAt();
  expect(pace.isDue(9_999)).toBe(false);
  expect(pace.isDue(10_000)).toBe(true);
});
