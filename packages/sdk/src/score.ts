import type { PersonScore } from './ardent-client.ts';
import type { State } from './state.ts';

export type ScoreCallback = (score: PersonScore) => void;

/** Reads the person's own score and never rejects. */
export interface ScoreReader {
  score(): Promise<PersonScore | undefined>;
  onScore(callback: ScoreCallback): () => void;
  /** The score may have changed. */
  refresh(): void;
}

/** Makes a reader of `GET {host}/v1/me/score` for the user and token of the moment. */
export function createScoreReader(host: string, readState: () => State): ScoreReader {
  const callbacks = new Set<ScoreCallback>();
  let cached: Promise<PersonScore | undefined> | undefined;

  const load = async (): Promise<PersonScore | undefined> => {
    const { userId, userToken } = readState();
    if (!userId || !userToken) return;
    try {
      const response = await fetch(`${host}/v1/me/score?userId=${encodeURIComponent(userId)}`, {
        headers: { Authorization: `Bearer ${userToken}` },
      });
      if (response.ok) return await response.json();
    } catch {}
    cached = undefined;
    return;
  };

  const score = () => {
    cached ??= load();
    return cached;
  };

  const tell = async (some: Iterable<ScoreCallback>) => {
    const current = await score();
    for (const callback of some) {
      try {
        if (current && callbacks.has(callback)) callback(current);
      } catch {}
    }
  };

  return {
    score,
    onScore(callback) {
      callbacks.add(callback);
      void tell([callback]);
      return () => callbacks.delete(callback);
    },
    refresh() {
      cached = undefined;
      if (callbacks.size) void tell(callbacks);
    },
  };
}
