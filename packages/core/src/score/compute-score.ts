import { toDayNumber } from '../day.ts';
import { checkModel } from '../model/check-model.ts';
import type { DayString, ScoreModel } from '../model/score-model.ts';
import { bandOf } from './band-of.ts';
import { pointsBySignal, rawOn, readHistory } from './history.ts';
import { keep } from './keep.ts';
import { momentum } from './momentum.ts';
import { preciseSum } from './precise-sum.ts';
import { rounded } from './rounded.ts';
import type { Contribution, DailyCount, Score } from './score.ts';

/**
 * Someone's engagement score on a day: `100/target · Σ_signals weight · Σ_days g(count) · keep(age)`.
 *
 * Counts may come in any order and past the day (those count for nothing yet); rows of the same signal and day are
 * added up before g; rows of signals that the model doesn't have are ignored.
 *
 * @param day the date, in the project's time zone, at whose end the score is taken.
 * @throws InvalidInputError for a model, count or day that is not what it must be.
 */
export function computeScore(model: ScoreModel, counts: Iterable<DailyCount>, day: DayString): Score {
  checkModel(model);
  const today = toDayNumber(day);
  const history = readHistory(model, counts);
  const toScore = (points: number) => (100 * points) / model.target;
  const points = pointsBySignal(history, (d) => keep(today - d, model.decay));
  const contributions = model.signals.map(({ key, dimension = null, weight }, s): Contribution => {
    const ofSignal = points[s] ?? 0;
    return { signal: key, dimension, weight, points: ofSignal, score: toScore(ofSignal) };
  });
  const raw = preciseSum(points);
  const score = toScore(raw);
  const changeSince = (days: number) => score - toScore(rawOn(history, today - days, model.decay));
  return {
    raw,
    score,
    rounded: rounded(score),
    band: bandOf(rounded(score), model.bands),
    contributions,
    trend: { d7: changeSince(7), d28: changeSince(28) },
    ...momentum(model, history, today),
  };
}
