import type { DailyAmount } from '../../../storage/score-reads.ts';
import type { ScoreSet } from './score-sets.ts';

/** What a set's row holds of the daily amounts given. */
export function sumOf({ scale }: ScoreSet, amounts: readonly DailyAmount[], today: number): number {
  let a = 0;
  for (const [day, signal, amount] of amounts) {
    if (scale.counts(signal)) a += scale.pointsOf(signal, amount) * scale.shareOf(day, today);
  }
  return a;
}
