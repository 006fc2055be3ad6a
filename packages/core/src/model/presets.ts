import type { PerDay, ScoreModel, Signal } from './score-model.ts';

/** A signal as a preset takes it: `perDay` is the preset's unless given. */
export type PresetSignal = Omit<Signal, 'perDay'> & { perDay?: PerDay };

/**
 * The plain formula of the literature, CES = Σ weight · count over the last 30 days: every count as it is, 100 points
 * are a score of 100. Easy to explain and to check by hand; it ranks customers worse than `defaultPreset` does.
 */
export function classicPreset(name: string, signals: readonly PresetSignal[]): ScoreModel {
  return {
    name,
    decay: { type: 'window', days: 30 },
    target: 100,
    signals: withPerDay(signals, 'linear'),
  };
}

/**
 * What Ardent advises: points fade by half every 14 days, and the tenth report of a day says less than the first
 * (`log`). On real data both do more for the ranking than any choice of weights.
 *
 * @param target the raw value of a healthy customer; see `targetFromRecipe`.
 */
export function defaultPreset(name: string, signals: readonly PresetSignal[], target: number): ScoreModel {
  return { name, decay: { type: 'half-life', days: 14 }, target, signals: withPerDay(signals, 'log') };
}

function withPerDay(signals: readonly PresetSignal[], perDay: PerDay): Signal[] {
  return signals.map((signal) => ({ ...signal, perDay: signal.perDay ?? perDay }));
}
