import { expect, test } from 'vitest';
import { RecentCache } from './recent-cache.ts';

test('keeps the keys used last, as many as its size at least and twice as many at most', () => {
  const cache = new RecentCache<number, string>(100);
  for (let key = 0; key < 1_000; key++) {
    cache.set(key, `v${key}`);
    expect(cache.get(0)).toBe('v0');
  }
  const kept = Array.from({ length: 1_000 }, (_, key) => cache.get(key)).filter(
    (value) => value !== undefined,
  );
  expect(kept.length).toBeGreaterThanOrEqual(100);
  const fresh = new RecentCache<number, number>(100);
  for (let key = 0; key < 1_000; key++) fresh.set(key, key);
  for (let key = 900; key < 1_000; key++) expect(fresh.get(key)).toBe(key);
  expect(fresh.get(700)).toBeUndefined();
});

test('forgets what is deleted, in either generation, and everything when cleared', () => {
  const cache = new RecentCache<string, number>(2);
  for (const key of ['a', 'b', 'c']) cache.set(key, 1);
  cache.delete('a');
  cache.delete('c');
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, 1, undefined]);
  cache.clear();
  expect(cache.get('b')).toBeUndefined();
});
