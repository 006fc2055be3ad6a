import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketStart, rankBucket } from './rank-bucket.ts';

const finite = fc.double({ min: -1e300, max: 1e300, noNaN: true });

test('buckets are in the order of their numbers', () => {
  fc.assert(
    fc.property(finite, finite, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(rankBucket(low)).toBeLessThanOrEqual(rankBucket(high));
    }),
  );
});

test('a bucket starts at its smallest number: it has that one, and what is smaller has another', () => {
  fc.assert(
    fc.property(finite, (value) => {
      const bucket = rankBucket(value);
      expect(bucketStart(bucket)).toBeLessThanOrEqual(value);
      expect(rankBucket(bucketStart(bucket))).toBe(bucket);
      expect(bucketStart(bucket)).toBeGreaterThan(bucketStart(bucket - 1));
    }),
  );
});

test('both zeros are the same', () => {
  expect(rankBucket(-0)).toBe(rankBucket(0));
  expect(bucketStart(0)).toBe(0);
});
