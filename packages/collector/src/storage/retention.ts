/** Rows that retention took away, by kind. */
export interface RetiredRows {
  /** Messages as they were sent; what they counted stays. */
  events: number;
  dailyCounts: number;
  distinctValues: number;
  hourlyTotals: number;
  /** Keys that resends were known by: a resend is `too_old` from then on. */
  seenKeys: number;
  /** Days of memberships and seats before the one that was in force when the kept days begin. */
  accountDays: number;
  /** Totals of dropped events, of browsers that were not heard of for so long. */
  droppedTotals: number;
  /** Rejected messages that were kept for 30 days. */
  rejectedMessages: number;
}

/** What retention took away. */
export interface Retired extends RetiredRows {
  /** By how much the file becomes smaller. */
  freedBytes: number;
}
