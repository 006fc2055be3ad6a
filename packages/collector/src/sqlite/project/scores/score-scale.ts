import { keep, perDay } from '@ardent/core';
import type { ModelVersion } from '../../../storage/project-storage.ts';

/**
 * How the rows of a version hold its scores. With a half-life H a row's A is Σ points · 2^((day − landmark)/H), which
 * time does not change; the raw value of a day is A · 2^(−(day − landmark)/H). With a window A is the raw value itself.
 * Forward decay: G. Cormode, V. Shkapenyuk, D. Srivastava, B. Xu, "Forward Decay", ICDE 2009.
 */
export interface ScoreScale {
  counts(signalId: number): boolean;
  /** A day's amount of a signal in points: weight · g(amount), over the keys that the version has for it. */
  pointsOf(signalId: number, amount: number): number;
  /** What A holds of a point of `day` on `today`. */
  shareOf(day: number, today: number): number;
  /** First day that may still count on `today`. */
  firstDay(today: number): number;
  toScore(a: number, today: number): number;
  /** The A of a score. */
  toA(score: number, today: number): number;
}

export function createScoreScale({ definition, signalIds }: ModelVersion, landmark: number): ScoreScale {
  const { decay, target } = definition;
  const bySignal = new Map<number, typeof definition.signals>();
  for (const [i, id] of signalIds.entries()) {
    const signal = definition.signals[i];
    if (signal !== undefined) bySignal.set(id, [...(bySignal.get(id) ?? []), signal]);
  }
  const growth = (days: number) => (decay.type === 'half-life' ? 2 ** (days / decay.days) : 1);
  const shares = new Map<number, number>();
  return {
    counts: (signalId) => bySignal.has(signalId),
    pointsOf(signalId, amount) {
      let points = 0;
      for (const { weight, perDay: shape } of bySignal.get(signalId) ?? [])
        points += weight * perDay(amount, shape);
      return points;
    },
    shareOf(day, today) {
      if (decay.type === 'window') return keep(today - day, decay);
      if (day > today) return 0;
      const known = shares.get(day);
      if (known !== undefined) return known;
      const share = growth(day - landmark);
      shares.set(day, share);
      return share;
    },
    firstDay: (today) => (decay.type === 'window' ? today - decay.days + 1 : Number.NEGATIVE_INFINITY),
    toScore: (a, today) => ((a / growth(today - landmark)) * 100) / target,
    toA: (score, today) => score * (target / 100) * growth(today - landmark),
  };
}
