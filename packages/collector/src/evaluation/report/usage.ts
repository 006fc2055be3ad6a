import type { ScoreModel } from '@ardent/core';
import type { EvaluationFiles } from '../files/read-evaluation-files.ts';
import { ANY_EVENT } from '../table/any-event-table.ts';

/** What of the files and of the model went into a result; the names are those of `--json`. */
export interface Usage {
  rows: number;
  rowsAfterAt: number;
  rowsWithoutOutcome: number;
  /** Events of the model's signals that have no row: a slip of the pen, or nobody did them. */
  eventsNotInCounts: string[];
  /** Events of the file that no signal counts. */
  eventsNotInModel: string[];
}

/** Compares what the files hold with what a model looks at. */
export function usageOf(
  { rows, rowsAfterAt, rowsWithoutOutcome, table }: EvaluationFiles,
  model: ScoreModel,
): Usage {
  const measured = new Set(model.signals.map(({ event }) => event));
  const counted = new Set(table.events);
  return {
    rows,
    rowsAfterAt,
    rowsWithoutOutcome,
    eventsNotInCounts: [...measured].filter((event) => event !== ANY_EVENT && !counted.has(event)),
    eventsNotInModel: measured.has(ANY_EVENT) ? [] : [...counted].filter((event) => !measured.has(event)),
  };
}

/** The same in sentences, only of what an analyst should know. */
export function usageText(usage: Usage): string {
  const notes = [
    `${usage.rows} rows of counts.`,
    usage.rowsAfterAt > 0 && `${usage.rowsAfterAt} rows after their user's at were not used.`,
    usage.rowsWithoutOutcome > 0 &&
      `${usage.rowsWithoutOutcome} rows of users without an outcome were not used.`,
    usage.eventsNotInCounts.length > 0 && `No counts of: ${usage.eventsNotInCounts.join(', ')}.`,
    usage.eventsNotInModel.length > 0 && `In no signal: ${usage.eventsNotInModel.join(', ')}.`,
  ];
  return notes.filter((note) => note !== false).join('\n');
}
