import type { Story } from '../stories/story.ts';
import type { Region } from './region.ts';

/** What a seat pays for. */
export type PaidPlan = 'starter' | 'pro';

/** A company that is a customer, or tries to become one. */
export interface Account {
  readonly groupId: string;
  readonly name: string;
  /** Of its mail addresses; on a top-level domain that nobody can own. */
  readonly domain: string;
  readonly industry: string;
  readonly employees: number;
  readonly seats: number;
  readonly plan: PaidPlan;
  readonly region: Region;
  /** Day of its first sign-up; negative: before the history. */
  readonly startedOn: number;
  /** Timesheets were made compulsory there. */
  readonly hasTimesheets: boolean;
  readonly members: number;
  readonly story?: Story;
}
