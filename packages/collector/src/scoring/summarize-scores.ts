import {
  bandOf,
  type Decay,
  momentumOf,
  perDay,
  preciseDot,
  rounded,
  type Score,
  type Signal,
  toDayNumber,
} from '@ardent/core';
import type { ModelVersion } from '../storage/project-storage.ts';
import type { DailyAmount } from '../storage/score-reads.ts';
import { rememberKeep } from './remember-keep.ts';
import type { ScoringPoint } from './scoring-point.ts';

/** What lists show of a score: all but its reasons. */
export type ScoreSummary = Omit<Score, 'raw' | 'contributions'>;

/**
 * Scores of many people at one point, from the daily amounts of each, as stored, up to its day: what core's
 * `computeScore` gives, within 1e-9 and with the same states, without the parts of each signal. Amounts come day by day.
 */
export function createScoreSummaries({
  model,
  day,
}: ScoringPoint): (amounts: readonly DailyAmount[]) => ScoreSummary {
  const { definition } = model;
  const today = toDayNumber(day);
  const toDays = createDays(model, today);
  const keeps = new Map<string, (age: number) => number>();
  function keepOf(decay: Decay): (age: number) => number {
    const name = `${decay.type} ${decay.days}`;
    const known = keeps.get(name) ?? rememberKeep(decay);
    keeps.set(name, known);
    return known;
  }
  const keep = keepOf(definition.decay);
  return (amounts) => {
    const { ages, points, positives, lifeDays } = toDays(amounts);
    const scoreAt = (daysAgo: number) =>
      (100 *
        preciseDot(
          points,
          ages.map((age) => keep(age - daysAgo)),
        )) /
      definition.target;
    const score = scoreAt(0);
    return {
      score,
      rounded: rounded(score),
      band: bandOf(rounded(score), definition.bands),
      trend: { d7: score - scoreAt(7), d28: score - scoreAt(28) },
      ...momentumOf(definition, {
        lifeDays,
        pointsLeft: (decay) => preciseDot(positives, ages.map(keepOf(decay))),
      }),
    };
  };
}

/** One entry in each list for each day with amounts of the model's signals. */
interface Days {
  ages: number[];
  /** Σ weight · g(amount). */
  points: number[];
  /** The same of positive weights. */
  positives: number[];
  /** Days since the first amount that is not 0, both included; 0: there is none. */
  lifeDays: number;
}

function createDays(
  { definition, signalIds }: ModelVersion,
  today: number,
): (amounts: readonly DailyAmount[]) => Days {
  const signalsOf = new Map<number, Signal[]>();
  for (const [i, signal] of definition.signals.entries()) {
    const id = signalIds[i];
    if (id !== undefined) signalsOf.set(id, [...(signalsOf.get(id) ?? []), signal]);
  }
  return (amounts) => {
    const days: Days = { ages: [], points: [], positives: [], lifeDays: 0 };
    let last = -1;
    for (const [day, signalId, amount] of amounts) {
      const signals = signalsOf.get(signalId);
      if (signals === undefined) continue;
      const age = today - day;
      if (days.ages[last] !== age) last = startDay(days, age);
      if (amount !== 0) days.lifeDays = Math.max(days.lifeDays, age + 1);
      for (const { weight, perDay: shape } of signals) {
        const points = weight * perDay(amount, shape);
        days.points[last] = (days.points[last] ?? 0) + points;
        if (weight > 0) days.positives[last] = (days.positives[last] ?? 0) + points;
      }
    }
    return days;
  };
}

function startDay({ ages, points, positives }: Days, age: number): number {
  points.push(0);
  positives.push(0);
  return ages.push(age) - 1;
}
