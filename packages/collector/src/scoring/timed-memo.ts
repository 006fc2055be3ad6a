/** Values that are costly to make, kept by key for a short while; a value that is being made is made once. */
export interface TimedMemo<Value> {
  get(key: string, make: () => Promise<Value>): Promise<Value>;
}

interface Entry<Value> {
  value: Promise<Value>;
  /** Infinity while it is being made. */
  staleAt: number;
}

/**
 * A memo that keeps a value ten times as long as it took to make, within the given bounds: what is cheap is nearly
 * always fresh, and what is costly takes a tenth of the time at most.
 */
export function createTimedMemo<Value>(
  limits: { leastMs: number; mostMs: number; size: number },
  now: () => number,
): TimedMemo<Value> {
  const entries = new Map<string, Entry<Value>>();
  return {
    get(key, make) {
      const startedAt = now();
      const known = entries.get(key);
      if (known !== undefined && known.staleAt > startedAt) return known.value;
      entries.delete(key);
      const entry: Entry<Value> = { value: make(), staleAt: Number.POSITIVE_INFINITY };
      entries.set(key, entry);
      for (const oldest of entries.keys()) {
        if (entries.size <= limits.size) break;
        entries.delete(oldest);
      }
      entry.value.then(
        () => {
          const madeAt = now();
          entry.staleAt =
            startedAt + Math.min(limits.mostMs, Math.max(limits.leastMs, 10 * (madeAt - startedAt)));
        },
        () => entries.delete(key),
      );
      return entry.value;
    },
  };
}
