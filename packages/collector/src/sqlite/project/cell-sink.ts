import type { AmountSink, CountedSignal } from './counted-signal.ts';
import type { Cell } from './daily-counts.ts';
import type { ProjectTables } from './project-tables.ts';

/**
 * A sink that adds to the cells of `cell`'s day and profile, which the caller sets before each message. Days that a
 * new signal's back-fill has not reached are left to it.
 *
 * @param onSumRefused told of each value that could not be summed.
 */
export function createCellSink(
  { counts, distincts }: Pick<ProjectTables, 'counts' | 'distincts'>,
  cell: Cell,
  onSumRefused: () => void = () => undefined,
): AmountSink {
  const isCounted = (signal: CountedSignal) => cell.day >= signal.filledFrom;
  return {
    add(signal, amount) {
      cell.signal = signal.id;
      if (isCounted(signal)) counts.add(cell, amount);
    },
    addValue(signal, value) {
      cell.signal = signal.id;
      if (isCounted(signal) && distincts.add(cell, value)) counts.add(cell, 1);
    },
    refuseSum: onSumRefused,
  };
}
