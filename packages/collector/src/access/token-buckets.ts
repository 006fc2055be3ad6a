import { RecentCache } from '../caching/recent-cache.ts';

/** Counts what is taken under each name, a minute's worth at most at once. */
export interface TokenBuckets {
  /**
   * Takes one of a name's tokens; else answers how many seconds to wait for one.
   *
   * @param perMinute how many come back each minute, and the most that a name can save up.
   */
  take(name: string, perMinute: number): { ok: true } | { ok: false; retryAfterSeconds: number };
}

interface Bucket {
  tokens: number;
  at: number;
}

// Whoever uses more names than this at once gets forgotten ones back full: memory stays bounded.
const REMEMBERED = 10_000;
const MINUTE_MS = 60_000;

/**
 * Token buckets in memory, for one process.
 *
 * @param now milliseconds since 1970 UTC.
 */
export function createTokenBuckets(now: () => number): TokenBuckets {
  const buckets = new RecentCache<string, Bucket>(REMEMBERED);
  return {
    take(name, perMinute) {
      const at = now();
      const bucket = buckets.get(name) ?? { tokens: perMinute, at };
      const back = (Math.max(0, at - bucket.at) * perMinute) / MINUTE_MS;
      bucket.tokens = Math.min(perMinute, bucket.tokens + back);
      bucket.at = at;
      buckets.set(name, bucket);
      if (bucket.tokens < 1) {
        return { ok: false, retryAfterSeconds: Math.ceil(((1 - bucket.tokens) * 60) / perMinute) };
      }
      bucket.tokens--;
      return { ok: true };
    },
  };
}
