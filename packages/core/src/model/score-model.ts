/** A calendar date in the project's time zone, `YYYY-MM-DD`. */
export type DayString = string;

/** How points fade: by half every `days` days, or kept whole for `days` days and then gone. Whole days, at least 1. */
export type Decay = { type: 'half-life'; days: number } | { type: 'window'; days: number };

/** How one day's amount counts: as it is, as sign(n)·log2(1+|n|), or clamped to [−cap, cap]. */
export type PerDay = 'linear' | 'log' | { cap: number };

/** What is measured of the matching events: how many, the sum of a number, or how many different values in a day. */
export type Measure = 'count' | { sum: string } | { distinct: string };

export type FilterValue = string | number | boolean;

/** Equality filters on `properties.x` or `context.x`; a list means any of. */
export type Where = Record<string, FilterValue | FilterValue[]>;

/** A measure over events and its weight; `key` is its label within the model. `event: '*'` is any that is not passive. */
export interface Signal {
  key: string;
  event: string;
  weight: number;
  perDay: PerDay;
  measure?: Measure;
  where?: Where;
  dimension?: string;
}

/** A band starts at `from` (a rounded score) and ends where the next one starts; the first has no `from`. */
export interface Band {
  key: string;
  from?: number;
}

/** Signals with weights, a decay, the raw value of a healthy customer (`target`), and optionally its own bands. */
export interface ScoreModel {
  name: string;
  decay: Decay;
  target: number;
  signals: Signal[];
  bands?: Band[];
}
