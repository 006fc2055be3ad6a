import type { Account, PaidPlan } from './account.ts';
import type { Device } from './device.ts';
import type { Region } from './region.ts';

export type Role = 'admin' | 'manager' | 'member' | 'guest';

/** Something that lifts or lowers somebody's satisfaction from a day on, until another one, or for good. */
export interface Shock {
  readonly from: number;
  readonly until?: number;
  readonly change: number;
}

/** How somebody uses the product, apart from what they think of it at the time. */
export interface Habits {
  /** Probability of a visit on a weekday, at its best. */
  readonly activity: number;
  /** Messages on a day with visits, on average. */
  readonly volume: number;
  /** Share of visits by phone. */
  readonly phoneShare: number;
  /** Minutes that the working day is shifted by. */
  readonly shiftMinutes: number;
  /** Has automations at work, if they ever set any up. */
  readonly automates: boolean;
  /** Now and then changes tasks by the hundred, or brings them in from elsewhere. */
  readonly worksInBulk: boolean;
}

/** Days, both included. */
export interface DaySpan {
  readonly from: number;
  readonly until: number;
}

/** What only the demo knows: never sent, but everything that is sent follows from it. */
export interface Fate {
  /** Satisfaction that somebody comes back to; 0 is so-so, 1 is content. */
  readonly satisfaction: number;
  readonly shocks: readonly Shock[];
  /** Leaves the company after this day, without cancelling. */
  readonly leavesOn?: number;
  /** Cancels on this day whatever else happens. */
  readonly cancelsOn?: number;
  /** Stays, or goes silently, but never cancels. */
  readonly neverCancels?: boolean;
  /** The trial ends like this whatever else happens. */
  readonly converts?: boolean;
}

/** A known person: somebody with a seat. */
export interface Person {
  readonly index: number;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly account: Account;
  readonly region: Region;
  readonly desktop: Device;
  readonly phone: Device;
  readonly habits: Habits;
  readonly fate: Fate;
  /** Of the seat, once it is paid for. */
  readonly plan: PaidPlan;
  /** Day of the sign-up; negative: before the history. */
  readonly joinedOn: number;
  /** Came upon the product on the phone, before signing up at a desk. */
  readonly foundOnPhone: boolean;
  /** Away from work: silence that means nothing. */
  readonly holiday?: DaySpan;
  /** Writes ticket after ticket. */
  readonly storm?: DaySpan;
}
