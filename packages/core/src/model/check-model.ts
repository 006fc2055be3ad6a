import { InvalidInputError } from '../invalid-input-error.ts';
import { isObject } from '../is-object.ts';
import type { PerDay, ScoreModel, Signal } from './score-model.ts';

/** Weights, caps, counts and targets stay below this in size, so that no sum or quotient of them overflows. */
export const LARGEST_INPUT = 1e50;

/**
 * Checks the part of a model that scoring reads. `parseModel` says more, and all of it at once.
 *
 * @throws InvalidInputError for the first input that no score can be computed with.
 */
export function checkModel(model: ScoreModel, field = 'model'): void {
  if (!isObject(model)) throw new InvalidInputError(field, 'a score model', model);
  const { target, signals } = model;
  checkDecay(model, field);
  if (!isSize(target) || target < 1 / LARGEST_INPUT) {
    throw new InvalidInputError(`${field}.target`, 'a number above 0', target);
  }
  if (!Array.isArray(signals)) throw new InvalidInputError(`${field}.signals`, 'a list of signals', signals);
  const keys = new Set<string>();
  for (const [i, signal] of signals.entries()) {
    checkSignal(signal, `${field}.signals[${i}]`);
    if (keys.has(signal.key)) {
      throw new InvalidInputError(`${field}.signals[${i}].key`, 'unique in its model', signal.key);
    }
    keys.add(signal.key);
  }
  checkBands(model, field);
}

/** Whether a value is a number that scoring can work with: finite and at most 1e50 in size. */
export function isSize(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= LARGEST_INPUT;
}

/** Whether a value is a length of time that points can decay in: a whole number of days, at least 1. */
export function isDays(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

/** Whether a value says how one day's amount counts. */
export function isPerDay(value: unknown): value is PerDay {
  if (value === 'linear' || value === 'log') return true;
  if (!isObject(value)) return false;
  const { cap } = value;
  return isSize(cap) && cap > 0;
}

function checkDecay({ decay }: ScoreModel, field: string): void {
  if (!isObject(decay)) throw new InvalidInputError(`${field}.decay`, 'an object {type, days}', decay);
  const { type, days }: { type: string; days: number } = decay;
  if (type !== 'half-life' && type !== 'window') {
    throw new InvalidInputError(`${field}.decay.type`, "'half-life' or 'window'", type);
  }
  if (!isDays(days)) {
    throw new InvalidInputError(`${field}.decay.days`, 'a whole number of days, at least 1', days);
  }
}

function checkSignal(signal: Signal, field: string): void {
  if (!isObject(signal)) throw new InvalidInputError(field, 'a signal {key, event, weight, perDay}', signal);
  const { weight, perDay } = signal;
  if (!isSize(weight)) throw new InvalidInputError(`${field}.weight`, 'a finite number', weight);
  if (!isPerDay(perDay)) {
    throw new InvalidInputError(`${field}.perDay`, "'linear', 'log' or {cap: a number above 0}", perDay);
  }
}

function checkBands({ bands }: ScoreModel, field: string): void {
  if (bands === undefined) return;
  if (!Array.isArray(bands) || bands.length === 0) {
    throw new InvalidInputError(`${field}.bands`, 'a list of at least one band', bands);
  }
  for (const [i, band] of bands.entries()) {
    const edge = `${field}.bands[${i}].from`;
    const from = isObject(band) ? band.from : undefined;
    if (i === 0) {
      if (from === undefined) continue;
      throw new InvalidInputError(edge, 'absent: the first band has no lower edge', from);
    }
    if (!isSize(from) || from <= (bands[i - 1]?.from ?? Number.NEGATIVE_INFINITY)) {
      throw new InvalidInputError(edge, 'a number above the edge before it', from);
    }
  }
}
