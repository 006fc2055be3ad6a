import fc from 'fast-check';
import { computeScore, type DailyCount, type Score, type ScoreModel, toDayString } from '../src/index.ts';
import { countsBefore, dayNumbers, models } from './arbitraries.ts';

/** What a score is computed from; `today` in whole days since 1970-01-01. */
export interface Scoring {
  model: ScoreModel;
  counts: DailyCount[];
  today: number;
}

export const scorings = (model = models()): fc.Arbitrary<Scoring> =>
  dayNumbers.chain((today) => fc.record({ model, counts: countsBefore(today), today: fc.constant(today) }));

export const scoreOf = ({ model, counts, today }: Scoring): Score =>
  computeScore(model, counts, toDayString(today));

/** Σ|contribution|: what tolerances are measured by. */
export const sizeOf = ({ contributions }: Score): number =>
  contributions.reduce((sum, { score }) => sum + Math.abs(score), 0);

/** The equality that scores promise: within 1e-9 of what they are made of. */
export const close = (a: number, b: number, size: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(1, size);

/** Every number anywhere inside a value. */
export function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
