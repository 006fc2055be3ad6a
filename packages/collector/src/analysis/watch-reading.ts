import { toDayNumber } from '@ardent/core';
import type { CountScan, DayRange } from '../storage/count-scan.ts';

/**
 * A reader that tells how far its pass over everybody's days is, 0 to 1, a day at a time: most of what work on models
 * takes. What is asked of single events alone is short, and not told.
 */
export function watchReading(reader: CountScan, onRead: (ratio: number) => void): CountScan {
  async function watch<Row>(
    range: DayRange,
    visit: (row: Row, day: number) => void,
    scan: (watched: typeof visit) => Promise<void>,
  ): Promise<void> {
    const first = toDayNumber(range.from ?? (await reader.firstCountedDay()) ?? range.to);
    const days = toDayNumber(range.to) - first + 1;
    let current = Number.NaN;
    await scan((row, day) => {
      if (day !== current) onRead(Math.max(0, day - first) / days);
      current = day;
      visit(row, day);
    });
    onRead(1);
  }
  return {
    ...reader,
    scanCounts: (range, visit) => watch(range, visit, (watched) => reader.scanCounts(range, watched)),
    scanEvents: (range, visit) =>
      range.names === undefined
        ? watch(range, visit, (watched) => reader.scanEvents(range, watched))
        : reader.scanEvents(range, visit),
  };
}
