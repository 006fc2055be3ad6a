import type { MetaTable } from './meta-table.ts';

/**
 * From which day on a project has what, in whole days since 1970-01-01; 0 while nothing was taken away. A day only
 * moves forward: what is gone stays gone when the settings change.
 */
export interface KeptDays {
  /** Raw events. */
  eventsFrom(): number;
  /** Daily counts and distinct values. Nothing older is taken any more. */
  countsFrom(): number;
  /** Keys of messages received then or later, and what else has no index by age; at most `countsFrom`. */
  sweptFrom(): number;
  moveEventsFrom(day: number): void;
  moveCountsFrom(day: number): void;
  moveSweptFrom(day: number): void;
}

export function prepareKeptDays(meta: MetaTable): KeptDays {
  const read = (name: 'events_from' | 'counts_from' | 'swept_from') => Number(meta.get(name) ?? 0);
  const move = (name: Parameters<typeof read>[0]) => (day: number) => {
    if (day > read(name)) meta.set(name, day);
  };
  return {
    eventsFrom: () => read('events_from'),
    countsFrom: () => read('counts_from'),
    sweptFrom: () => read('swept_from'),
    moveEventsFrom: move('events_from'),
    moveCountsFrom: move('counts_from'),
    moveSweptFrom: move('swept_from'),
  };
}
