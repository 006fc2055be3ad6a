/** Whose score to ask for, and with which key. */
export interface ScoreRequest {
  collectorUrl: string;
  secretKey: string;
  userId: string;
}

/** The collector's answer; `score` is null as long as it has not heard of the user. */
export type ScoreAnswer = { ok: true; score: unknown } | { ok: false; message: string };

/** Asks the collector for one user's score, with the secret key. Never rejects. */
export async function fetchScore({ collectorUrl, secretKey, userId }: ScoreRequest): Promise<ScoreAnswer> {
  try {
    const response = await fetch(`${collectorUrl}/v1/profiles/${encodeURIComponent(userId)}/score`, {
      headers: { Authorization: `Bearer ${secretKey}` },
    });
    if (response.status === 404) return { ok: true, score: null };
    if (response.ok) return { ok: true, score: await response.json() };
    return { ok: false, message: `the collector answered ${response.status}` };
  } catch {
    return { ok: false, message: `the collector can't be reached at ${collectorUrl}` };
  }
}
