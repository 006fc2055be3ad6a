import type { DemoCalendar } from '../demo-calendar.ts';
import type { Random } from '../random.ts';
import type { PaidPlan } from '../world/account.ts';
import type { DaySpan, Fate, Habits, Role } from '../world/person.ts';

/** What a story makes of one of its people; the rest is left to chance, as for everybody else. */
export interface PersonShape {
  readonly role?: Role;
  readonly plan?: PaidPlan;
  readonly habits?: Partial<Habits>;
  readonly fate?: Partial<Fate>;
  /** Day of the sign-up; absent: before the history. */
  readonly joinedOn?: number;
  readonly foundOnPhone?: boolean;
}

/** A story, laid into a calendar. */
export interface Plot {
  /** Day of the account's first sign-up; absent: long before the history. */
  readonly startedOn?: number;
  /** Days, both included, on which its people write ticket after ticket. */
  readonly storm?: DaySpan;
  /** @param position 0 is the account's owner, then in the order of `leads`. */
  shape(position: number, random: Random): PersonShape;
}

/** Something to find in the demo's data: an account whose people live through it. */
export interface Story {
  readonly account: {
    readonly name: string;
    readonly industry: string;
    readonly employees: number;
    readonly timeZone: string;
    readonly plan: PaidPlan;
    readonly seats: number;
    readonly members: number;
  };
  /** Names of the people that docs/demo.md speaks of; the first one owns the account. */
  readonly leads: readonly string[];
  plot(calendar: DemoCalendar): Plot;
}
