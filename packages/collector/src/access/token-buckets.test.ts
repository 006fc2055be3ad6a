import { expect, test } from 'vitest';
import { createTokenBuckets } from './token-buckets.ts';

test('gives a minute of tokens at once, then one at a time', () => {
  let now = 0;
  const buckets = createTokenBuckets(() => now);
  for (let i = 0; i < 6; i++) expect(buckets.take('a', 6)).toEqual({ ok: true });
  expect(buckets.take('a', 6)).toEqual({ ok: false, retryAfterSeconds: 10 });
  expect(buckets.take('b', 6)).toEqual({ ok: true });
  now = 10_000;
  expect(buckets.take('a', 6)).toEqual({ ok: true });
  expect(buckets.take('a', 6)).toEqual({ ok: false, retryAfterSeconds: 10 });
  now = 10_000_000;
  for (let i = 0; i < 6; i++) expect(buckets.take('a', 6)).toEqual({ ok: true });
  expect(buckets.take('a', 6).ok).toBe(false);
});

test('a clock that is set back gives nothing and takes nothing', () => {
  let now = 1_000_000;
  const buckets = createTokenBuckets(() => now);
  expect(buckets.take('a', 1)).toEqual({ ok: true });
  now = 0;
  expect(buckets.take('a', 1)).toEqual({ ok: false, retryAfterSeconds: 60 });
});

test('remembers a bounded number of names', () => {
  const buckets = createTokenBuckets(() => 0);
  buckets.take('first', 1);
  expect(buckets.take('first', 1).ok).toBe(false);
  for (let i = 0; i < 30_000; i++) buckets.take(`name ${i}`, 1);
  expect(buckets.take('first', 1).ok).toBe(true);
});
