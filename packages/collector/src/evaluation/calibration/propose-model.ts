import type { ScoreModel } from '@ardent/core';
import { quantile } from 'simple-statistics';
import type { EvaluationData } from '../backtest.ts';
import { modelScores } from '../table/model-scores.ts';
import type { Choice } from './choose-model.ts';

/** The largest weight is made 10, as people write them by hand. */
const LARGEST_WEIGHT = 10;
const WEIGHT_DIGITS = 3;
const TARGET_DIGITS = 4;
const TARGET_QUANTILE = 0.75;
const KEY_LENGTH = 64;

/** A model, and in words where its target is from. */
export interface Proposal {
  model: ScoreModel;
  targetFrom: string;
}

/**
 * A choice as a model that can be published: weights scaled so that the largest is 10 (equal ones stay 1) and written
 * with three digits; the target is frozen at the raw value that a quarter of the cases with the good outcome exceed (P75),
 * so that such a customer scores 100.
 */
export function proposeModel(
  data: EvaluationData,
  events: readonly string[],
  { shape, weights, weighting }: Choice,
): Proposal {
  const largest = Math.max(...weights.map(Math.abs));
  const factor = weighting === 'equal' || largest === 0 ? 1 : LARGEST_WEIGHT / largest;
  const keys = toSignalKeys(events);
  const unscaled: ScoreModel = {
    name: 'Calibrated',
    decay: { type: 'half-life', days: shape.halfLifeDays },
    target: 100,
    signals: events.map((event, i) => ({
      key: keys[i] ?? event,
      event,
      weight: toDigits((weights[i] ?? 0) * factor, WEIGHT_DIGITS),
      perDay: shape.perDay,
    })),
  };
  // With a target of 100 a score is the raw value.
  const { target, from } = findTarget(modelScores(data.table, data.cases, unscaled), data.cases.good);
  return { model: { ...unscaled, target }, targetFrom: from };
}

function findTarget(raws: Float64Array, good: Uint8Array): { target: number; from: string } {
  const ofGood = raws.filter((_, i) => good[i] === 1);
  const candidates = [
    { values: ofGood, of: 'those with the good outcome' },
    { values: raws.filter((raw) => raw > 0), of: 'all with a raw value above 0' },
  ];
  for (const { values, of } of candidates) {
    const target = values.length === 0 ? 0 : toDigits(quantile([...values], TARGET_QUANTILE), TARGET_DIGITS);
    if (target > 0) return { target, from: `P75 of the raw values of ${of} (n = ${values.length})` };
  }
  return { target: 100, from: 'nobody has a raw value above 0, so 100' };
}

/** Labels that a model takes, made of event names: letters, digits, _, - and ., different from each other. */
function toSignalKeys(events: readonly string[]): string[] {
  const keys: string[] = [];
  for (const event of events) {
    const words = event
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '');
    const base = words === '' ? 'signal' : words;
    let key = base.slice(0, KEY_LENGTH);
    for (let n = 2; keys.includes(key); n++) key = `${base.slice(0, KEY_LENGTH - 1 - String(n).length)}_${n}`;
    keys.push(key);
  }
  return keys;
}

function toDigits(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}
