import type { AccountMember } from '../../storage/account-reads.ts';
import type { ScoringPoint } from '../scoring-point.ts';
import { type AccountData, isMemberOn, type MemberCounts, seatsOn } from './account-data.ts';
import { memberScoreOn } from './score-account.ts';

/** What one member did to the account's score, in its units. */
export interface MemberChange extends Pick<AccountMember, 'profileId' | 'userId'> {
  change: number;
}

/** Why an account's score moved: all parts add up to `total`. */
export interface AccountChange {
  /** Members on both days: under the first version, over the first day's seats. The largest change first. */
  members: MemberChange[];
  /** Members on the last day only, as they score then. */
  joined: MemberChange[];
  /** Members on the first day only, as they scored then. */
  left: MemberChange[];
  /** What the change of seats made of the last day's members. */
  seats: number;
  /** What the change of version made, on the last day. */
  version: number;
  total: number;
}

// As in core's roll-up: what a healthy account's share of seats is, and what one member can stand for.
const HEALTHY_SHARE = 0.6;
const MOST_PER_MEMBER = 200;

/** Why an account's score moved from one day and version to another: members, then joined and left, seats, version. */
export function explainAccountChange(data: AccountData, from: ScoringPoint, to: ScoringPoint): AccountChange {
  const seatsBefore = seatsOn(data, from.day);
  const seatsAfter = seatsOn(data, to.day);
  const parts: Pick<AccountChange, 'members' | 'joined' | 'left'> = { members: [], joined: [], left: [] };
  const sums = { before: 0, moved: 0, after: 0 };
  for (const one of data.members) {
    const moved = moveOf(one, from, to);
    if (moved === undefined) continue;
    const { kind, before, kept, after } = moved;
    const { profileId, userId } = one.member;
    parts[kind].push({ profileId, userId, change: (kept - before) / (HEALTHY_SHARE * seatsBefore) });
    sums.before += before;
    sums.moved += kept;
    sums.after += after;
  }
  for (const list of Object.values(parts)) list.sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  const over = (sum: number, seats: number) => sum / (HEALTHY_SHARE * seats);
  return {
    ...parts,
    seats: over(sums.moved, seatsAfter) - over(sums.moved, seatsBefore),
    version: over(sums.after, seatsAfter) - over(sums.moved, seatsAfter),
    total: over(sums.after, seatsAfter) - over(sums.before, seatsBefore),
  };
}

/** Capped scores: on the first day, on the last under the first version, on the last under its own; 0 while no member. */
interface Move {
  kind: 'members' | 'joined' | 'left';
  before: number;
  kept: number;
  after: number;
}

function moveOf(one: MemberCounts, from: ScoringPoint, to: ScoringPoint): Move | undefined {
  const wasThere = isMemberOn(one.member, from.day);
  const isThere = isMemberOn(one.member, to.day);
  if (!wasThere && !isThere) return undefined;
  const scoreAt = (point: ScoringPoint, isMember: boolean) =>
    isMember ? Math.min(memberScoreOn(one, point), MOST_PER_MEMBER) : 0;
  return {
    kind: wasThere && isThere ? 'members' : isThere ? 'joined' : 'left',
    before: scoreAt(from, wasThere),
    kept: scoreAt({ model: from.model, day: to.day }, isThere),
    after: scoreAt(to, isThere),
  };
}
