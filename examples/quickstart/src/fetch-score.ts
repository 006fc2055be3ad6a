/** Whose score to ask for, and with which key. */
export interface ScoreRequest {
  collectorUrl: string;
  secretKey: string;
  userId: string;
  /** The model to score by. */
  modelId: string;
}

/** The collector's answer; `score` is null as long as it has not heard of the user. */
export type ScoreAnswer = { ok: true; score: unknown } | { ok: false; message: string };

/** Asks the collector for one user's score, with the secret key. Never rejects. */
export async function fetchScore(request: ScoreRequest): Promise<ScoreAnswer> {
  const { collectorUrl, secretKey, userId, modelId } = request;
  const path = `/v1/profiles/${encodeURIComponent(userId)}/score?model=${encodeURIComponent(modelId)}`;
  try {
    const response = await fetch(collectorUrl + path, {
      headers: { Authorization: `Bearer ${secretKey}` },
    });
    if (response.status === 404) return { ok: true, score: null };
    if (response.ok) return { ok: true, score: await response.json() };
    return { ok: false, message: `the collector answered ${response.status}` };
  } catch {
    return { ok: false, message: `the collector can't be reached at ${collectorUrl}` };
  }
}
