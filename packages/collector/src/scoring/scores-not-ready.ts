import { CollectorError } from '../collector-error.ts';
import type { RowsProgress } from '../storage/score-reads.ts';

const SOON_SECONDS = 5;
const LATEST_SECONDS = 60;

/**
 * What a list says while the rows of its version are being built: how far they are, and when to ask again.
 *
 * @param progress undefined: the building has not begun yet.
 * @param now milliseconds since 1970 UTC.
 */
export function scoresNotReady(progress: RowsProgress | undefined, now: number): CollectorError {
  const { ratio, beganAt } = progress ?? { ratio: 0, beganAt: now };
  const leftMs = ratio === 0 ? 0 : ((now - beganAt) / ratio) * (1 - ratio);
  const leftSeconds = Math.ceil(leftMs / 1000);
  const retryAfterSeconds = Math.min(LATEST_SECONDS, Math.max(ratio === 0 ? SOON_SECONDS : 1, leftSeconds));
  return new CollectorError({
    code: 'scores_not_ready',
    message: `the scores of this version are being put in order: ${Math.floor(ratio * 100)} % are done`,
    hint: `ask again in ${retryAfterSeconds} seconds; the score of one profile can be asked for meanwhile`,
    retryAfterSeconds,
  });
}
