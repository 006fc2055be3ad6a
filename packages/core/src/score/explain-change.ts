import { toDayNumber } from '../day.ts';
import { InvalidInputError } from '../invalid-input-error.ts';
import type { DayString, ScoreModel } from '../model/score-model.ts';
import { checkModel } from './check-model.ts';
import { createKeep } from './keep.ts';
import { preciseSum } from './precise-sum.ts';
import type { DailyCount, ScoreChange } from './score.ts';
import { rawOn, type SignalHistory, signalHistories } from './signal-history.ts';

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
  const before = signalHistories(from.model, rows);
  const scoreBefore = scoreOn(from.model, before, firstDay);
  const scoreKept = scoreOn(from.model, before, lastDay);
  const scoreAfter = scoreOn(to.model, signalHistories(to.model, rows), lastDay);
  return {
    signals: before.map((history) => explainSignal(from.model, history, firstDay, lastDay)),
    version: scoreAfter - scoreKept,
    total: scoreAfter - scoreBefore,
  };
}

function explainSignal(
  model: ScoreModel,
  { signal, days }: SignalHistory,
  firstDay: number,
  lastDay: number,
): ScoreChange['signals'][number] {
  const keep = createKeep(model.decay);
  const aged = days.filter(({ day }) => day <= firstDay);
  const added = days.filter(({ day }) => day > firstDay);
  const toScore = (points: number[]) => (100 * preciseSum(points)) / model.target;
  return {
    signal: signal.key,
    aged: toScore(aged.map(({ day, points }) => points * (keep(lastDay - day) - keep(firstDay - day)))),
    new: toScore(added.map(({ day, points }) => points * keep(lastDay - day))),
  };
}

function scoreOn(model: ScoreModel, histories: readonly SignalHistory[], day: number): number {
  return (100 * rawOn(histories, day, createKeep(model.decay))) / model.target;
}
