/**
 * Daily counts of many people as columns, sorted by person, day and event, with one row for each of these: amounts of
 * one day are already added up, and days on which they come to 0 are left out.
 */
export interface CountTable {
  /** Event names; a row's `eventIds` entry is an index into them. */
  readonly events: readonly string[];
  /** The row at which each person's rows start; one entry more than there are people. */
  readonly starts: Int32Array;
  readonly eventIds: Int32Array;
  /** Whole days since 1970-01-01. */
  readonly days: Int32Array;
  readonly amounts: Float64Array;
  /** The first day of any row; 0 in a table without rows. */
  readonly firstDay: number;
}

/** How many people a table has rows for, or could have: those without rows count too. */
export function peopleIn(table: CountTable): number {
  return table.starts.length - 1;
}
