import { expect, test } from 'vitest';
import { createTimedMemo } from './timed-memo.ts';

function setUp() {
  const clock = { now: 0 };
  let made = 0;
  const memo = createTimedMemo<number>({ leastMs: 100, mostMs: 1000, size: 2 }, () => clock.now);
  const make = (tookMs: number) => async () => {
    clock.now += tookMs;
    return ++made;
  };
  return { clock, memo, make };
}

test('keeps what was cheap for the least time', async () => {
  const { clock, memo, make } = setUp();
  expect(await memo.get('a', make(1))).toBe(1);
  clock.now = 99;
  expect(await memo.get('a', make(1))).toBe(1);
  clock.now = 101;
  expect(await memo.get('a', make(1))).toBe(2);
});

test('keeps what was costly for ten times as long as it took, at most the most time', async () => {
  const { clock, memo, make } = setUp();
  await memo.get('a', make(50));
  clock.now = 499;
  expect(await memo.get('a', make(50))).toBe(1);
  await memo.get('b', make(5000));
  clock.now += 1;
  expect(await memo.get('b', make(1))).toBe(3);
});

test('makes a value once for all who wait for it, and forgets a failure', async () => {
  const { memo, make } = setUp();
  const both = await Promise.all([memo.get('a', make(1)), memo.get('a', make(1))]);
  expect(both).toEqual([1, 1]);
  await expect(memo.get('b', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await memo.get('b', make(1))).toBe(2);
});

test('holds no more than its size', async () => {
  const { memo, make } = setUp();
  for (const key of ['a', 'b', 'c']) await memo.get(key, make(1));
  expect(await memo.get('c', make(1))).toBe(3);
  expect(await memo.get('a', make(1))).toBe(4);
});
