import type { AmountSink, CountedSignal } from './counted-signal.ts';
import type { Cell } from './daily-counts.ts';
import { HOUR_MS } from './hourly-totals.ts';
import type { ProjectTables } from './project-tables.ts';

/** Where what a message brings belongs: its cell, and when it happened, in milliseconds since 1970 UTC. */
export type MessageCell = Cell & { at: number };

/**
 * A sink that adds to the cells of `cell`'s day and profile, which the caller sets before each message, and to the totals
 * of its hour. Days that a new signal's back-fill has not reached are left to it.
 *
 * @param onSumRefused told of each value that could not be summed.
 */
export function createCellSink(
  { counts, distincts, hourly }: Pick<ProjectTables, 'counts' | 'distincts' | 'hourly'>,
  cell: MessageCell,
  onSumRefused: () => void = () => undefined,
): AmountSink {
  const isCounted = (signal: CountedSignal) => cell.day >= signal.filledFrom;
  const add = (amount: number) => {
    counts.add(cell, amount);
    hourly.add(Math.floor(cell.at / HOUR_MS), cell.signal, amount);
  };
  return {
    add(signal, amount) {
      cell.signal = signal.id;
      if (isCounted(signal)) add(amount);
    },
    addValue(signal, value) {
      cell.signal = signal.id;
      if (isCounted(signal) && distincts.add(cell, value)) add(1);
    },
    refuseSum: onSumRefused,
  };
}
