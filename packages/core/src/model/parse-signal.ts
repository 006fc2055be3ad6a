import { isObject } from '../is-object.ts';
import { MESSAGE_LIMITS } from '../message/limits.ts';
import { isPerDay, isSize } from './check-model.ts';
import type { ModelProblems } from './model-problems.ts';
import { parseWhere } from './parse-where.ts';
import type { Measure, PerDay, Signal } from './score-model.ts';
import { parseSignalPath } from './signal-path.ts';

const DIMENSION_LENGTH = 64;
const SIGNAL_KEYS = ['key', 'event', 'weight', 'perDay', 'measure', 'where', 'dimension'] as const;

/** A signal, with a problem noted for all that is wrong with it. */
export function parseSignal(value: unknown, path: string, problems: ModelProblems): Signal {
  const fields = problems.readObject(value, path, SIGNAL_KEYS);
  if (fields === undefined) return { key: '', event: '', weight: 0, perDay: 'linear' };
  const { measure, where, dimension } = fields;
  const signal: Signal = {
    key: problems.readKey(fields.key, `${path}.key`),
    event: problems.readText(fields.event, `${path}.event`, MESSAGE_LIMITS.eventLength),
    weight: parseWeight(fields.weight, `${path}.weight`, problems),
    perDay: parsePerDay(fields.perDay, `${path}.perDay`, problems),
  };
  if (measure !== undefined) signal.measure = parseMeasure(measure, `${path}.measure`, problems);
  if (where !== undefined) signal.where = parseWhere(where, `${path}.where`, problems);
  if (dimension !== undefined)
    signal.dimension = problems.readText(dimension, `${path}.dimension`, DIMENSION_LENGTH);
  return signal;
}

function parseWeight(value: unknown, path: string, problems: ModelProblems): number {
  if (isSize(value)) return value;
  problems.add(path, 'a number, below 0 for what speaks against a customer', value);
  return 0;
}

function parsePerDay(value: unknown, path: string, problems: ModelProblems): PerDay {
  if (typeof value === 'string' && isPerDay(value)) return value;
  if (!isObject(value)) {
    problems.add(path, "'linear', 'log' or {\"cap\": a number above 0}", value);
    return 'linear';
  }
  const cap = problems.readObject(value, path, ['cap'])?.cap;
  if (isSize(cap) && cap > 0) return { cap };
  problems.add(`${path}.cap`, 'a number above 0', cap);
  return 'linear';
}

function parseMeasure(value: unknown, path: string, problems: ModelProblems): Measure {
  if (value === 'count') return value;
  const fields = isObject(value) ? problems.readObject(value, path, ['sum', 'distinct']) : {};
  const { sum, distinct } = fields ?? {};
  if ((sum === undefined) === (distinct === undefined)) {
    problems.add(path, '\'count\', {"sum": "properties.…"} or {"distinct": "properties.…"}', value);
    return 'count';
  }
  if (sum !== undefined) return { sum: parseSignalPath(sum, `${path}.sum`, problems) };
  return { distinct: parseSignalPath(distinct, `${path}.distinct`, problems) };
}
