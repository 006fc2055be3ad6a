import { toDayNumber } from '../day.ts';
import { InvalidInputError } from '../invalid-input-error.ts';
import { checkModel } from '../model/check-model.ts';
import type { DayString, ScoreModel } from '../model/score-model.ts';
import { type History, pointsBySignal, rawOn, readHistory } from './history.ts';
import { keep } from './keep.ts';
import type { DailyCount, ScoreChange } from './score.ts';

/** A score's model and day. */
export interface ScorePoint {
  model: ScoreModel;
  day: DayString;
}

/**
 * Why a score moved between two days: per signal of the first model what aged and what is new, under that model; then
 * what the change of model made, on the last day. All in score units; together they are the difference of the scores.
 *
 * @param counts daily counts; both models name their signals in them by their own keys.
 * @throws InvalidInputError for a model, count or day that is not what it must be, or if `to.day` is before `from.day`.
 */
export function explainChange(counts: Iterable<DailyCount>, from: ScorePoint, to: ScorePoint): ScoreChange {
  checkModel(from.model, 'from.model');
  checkModel(to.model, 'to.model');
  const firstDay = toDayNumber(from.day, 'from.day');
  const lastDay = toDayNumber(to.day, 'to.day');
  if (lastDay < firstDay) throw new InvalidInputError('to.day', `${from.day} or later`, to.day);
  const rows = [...counts];
  const before = readHistory(from.model, rows);
  const scoreBefore = scoreOn(from.model, before, firstDay);
  const scoreKept = scoreOn(from.model, before, lastDay);
  const scoreAfter = scoreOn(to.model, readHistory(to.model, rows), lastDay);
  return {
    signals: explainSignals(from.model, before, { firstDay, lastDay }),
    version: scoreAfter - scoreKept,
    total: scoreAfter - scoreBefore,
  };
}

function explainSignals(
  { decay, target, signals }: ScoreModel,
  history: History,
  { firstDay, lastDay }: { firstDay: number; lastDay: number },
): ScoreChange['signals'] {
  const aged = pointsBySignal(history, (day) =>
    day <= firstDay ? keep(lastDay - day, decay) - keep(firstDay - day, decay) : 0,
  );
  const added = pointsBySignal(history, (day) => (day > firstDay ? keep(lastDay - day, decay) : 0));
  const toScore = (points = 0) => (100 * points) / target;
  return signals.map(({ key }, s) => ({ signal: key, aged: toScore(aged[s]), new: toScore(added[s]) }));
}

function scoreOn(model: ScoreModel, history: History, day: number): number {
  return (100 * rawOn(history, day, model.decay)) / model.target;
}
