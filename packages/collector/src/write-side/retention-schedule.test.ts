import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Retired } from '../storage/retention.ts';
import { createRetentionSchedule } from './retention-schedule.ts';

const HOUR_MS = 3_600_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('runs soon after a project is opened, and an hour after each run has ended', async () => {
  let end: () => void = () => undefined;
  const retire = vi.fn(() => new Promise<Retired>((resolve) => (end = () => resolve({} as Retired))));
  const schedule = createRetentionSchedule(() => undefined);
  schedule.add({ retire });
  expect(retire).toHaveBeenCalledTimes(0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(retire).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(3 * HOUR_MS);
  expect(retire).toHaveBeenCalledTimes(1);
  end();
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(retire).toHaveBeenCalledTimes(2);
  schedule.stop();
});

test('a run that fails is told, and tried again', async () => {
  const onError = vi.fn();
  const onRun = vi.fn();
  const retire = vi.fn<() => Promise<Retired>>().mockRejectedValueOnce(new Error('disk full'));
  const schedule = createRetentionSchedule(onError);
  schedule.add({ retire }, onRun);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(onError).toHaveBeenCalledWith(
    expect.objectContaining({ code: 'retention_failed', message: expect.stringContaining('disk full') }),
  );
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(retire).toHaveBeenCalledTimes(2);
  expect(onError).toHaveBeenCalledTimes(1);
  expect(onRun.mock.calls).toEqual([[true], [false]]);
  schedule.stop();
});

test('begins nothing after it was stopped, and what the end of a writer cuts short is no failure', async () => {
  const onError = vi.fn();
  let fail: (error: Error) => void = () => undefined;
  const running = vi.fn(() => new Promise<Retired>((_, reject) => (fail = reject)));
  const waiting = vi.fn(() => Promise.resolve({} as Retired));
  const schedule = createRetentionSchedule(onError);
  schedule.add({ retire: running });
  await vi.advanceTimersByTimeAsync(1_000);
  schedule.add({ retire: waiting });
  schedule.stop();
  fail(new Error('closed'));
  await vi.advanceTimersByTimeAsync(2 * HOUR_MS);
  expect([running.mock.calls.length, waiting.mock.calls.length, onError.mock.calls.length]).toEqual([
    1, 0, 0,
  ]);
});
