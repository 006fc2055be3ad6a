import { isDays, isSize, LARGEST_INPUT } from './check-model.ts';
import { type ModelProblem, ModelProblems } from './model-problems.ts';
import { parseBands } from './parse-bands.ts';
import { parseSignal } from './parse-signal.ts';
import type { Decay, ScoreModel, Signal } from './score-model.ts';

export type ParsedModel = { ok: true; model: ScoreModel } | { ok: false; problems: ModelProblem[] };

/** Most signals of a model: more than anyone can weigh by hand, few enough to keep reads fast. */
const MOST_SIGNALS = 200;
/** A decay of more than ten years is a slip of the hand, and would keep daily counts for centuries. */
const LONGEST_DECAY_DAYS = 3650;

/**
 * A score model from what someone wrote (parsed JSON), or everything that is wrong with it at once, each problem with
 * its path, the value found and what to write instead. Keys that a model doesn't have are problems too.
 * The result shares nothing with the input.
 */
export function parseModel(value: unknown): ParsedModel {
  const problems = new ModelProblems();
  const fields = problems.readObject(value, '', ['name', 'decay', 'target', 'signals', 'bands']);
  if (fields === undefined) return { ok: false, problems: problems.list };
  const model: ScoreModel = {
    name: problems.readText(fields.name, 'name', 100),
    decay: parseDecay(fields.decay, problems),
    target: parseTarget(fields.target, problems),
    signals: parseSignals(fields.signals, problems),
  };
  if (fields.bands !== undefined) model.bands = parseBands(fields.bands, problems);
  return problems.list.length === 0 ? { ok: true, model } : { ok: false, problems: problems.list };
}

function parseDecay(value: unknown, problems: ModelProblems): Decay {
  const fields = problems.readObject(value, 'decay', ['type', 'days']);
  const { type, days } = fields ?? {};
  if (fields !== undefined && type !== 'half-life' && type !== 'window') {
    problems.add('decay.type', "'half-life' or 'window'", type);
  }
  const isLength = isDays(days) && days <= LONGEST_DECAY_DAYS;
  if (fields !== undefined && !isLength) {
    problems.add('decay.days', `a whole number of days from 1 to ${LONGEST_DECAY_DAYS}`, days);
  }
  return { type: type === 'window' ? 'window' : 'half-life', days: isLength ? days : 1 };
}

function parseTarget(value: unknown, problems: ModelProblems): number {
  if (isSize(value) && value >= 1 / LARGEST_INPUT) return value;
  problems.add('target', 'a number above 0: the raw value of a healthy customer', value);
  return 1;
}

function parseSignals(value: unknown, problems: ModelProblems): Signal[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_SIGNALS) {
    problems.add('signals', `a list of 1 to ${MOST_SIGNALS} signals`, value);
    return [];
  }
  const signals = value.map((one, i) => parseSignal(one, `signals[${i}]`, problems));
  const keys = signals.map(({ key }) => key);
  for (const [i, key] of keys.entries()) {
    if (key !== '' && keys.indexOf(key) < i) problems.add(`signals[${i}].key`, 'unique in its model', key);
  }
  return signals;
}
