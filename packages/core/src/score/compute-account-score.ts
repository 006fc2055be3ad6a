import { toDayNumber } from '../day.ts';
import { InvalidInputError } from '../invalid-input-error.ts';
import { isObject } from '../is-object.ts';
import { checkModel } from '../model/check-model.ts';
import type { DayString, ScoreModel } from '../model/score-model.ts';
import { bandOf } from './band-of.ts';
import { rawOn, readHistory } from './history.ts';
import { preciseSum } from './precise-sum.ts';
import { rounded } from './rounded.ts';
import type { AccountMember, AccountScore } from './score.ts';

export interface AccountScoreOptions {
  /** Seats the account pays for: a whole number, at least 1. Absent: its members active in the last 90 days. */
  seats?: number;
  /** The share of its seats that are healthy customers in a healthy account: above 0, at most 1; 0.6 if absent. */
  healthyShare?: number;
}

const DEFAULT_HEALTHY_SHARE = 0.6;
// One enthusiast can stand for two seats, not for a whole company.
const MOST_PER_MEMBER = 2;
const ACTIVE_DAYS = 90;
const SINGLE_THREADED_SEATS = 3;
const SINGLE_THREADED_SHARE = 0.6;

/**
 * An account's engagement score on a day: `100 · Σ_members min(raw/target, 2) / (healthyShare · seats)`.
 * A member below 0 counts in full.
 *
 * @param members the profiles whose primary account it is.
 * @throws InvalidInputError for a model, count, day, number of seats or share that is not what it must be.
 */
export function computeAccountScore(
  model: ScoreModel,
  members: readonly AccountMember[],
  day: DayString,
  options: AccountScoreOptions = {},
): AccountScore {
  checkModel(model);
  const today = toDayNumber(day);
  if (!Array.isArray(members) || members.some((member) => !isObject(member))) {
    throw new InvalidInputError('members', 'a list of {id, counts, lastActiveDay}', members);
  }
  const { healthyShare = DEFAULT_HEALTHY_SHARE } = options;
  if (!(healthyShare > 0 && healthyShare <= 1)) {
    throw new InvalidInputError('healthyShare', 'a number above 0 and at most 1', healthyShare);
  }
  const seats = readSeats(options.seats) ?? Math.max(1, countActive(members, today));
  const scores = members.map(({ counts }, i) => {
    const raw = rawOn(readHistory(model, counts, `members[${i}].counts`), today, model.decay);
    return (100 * raw) / model.target;
  });
  const shares = scores.map((memberScore) => memberScore / 100);
  const topUserShare = topShare(shares);
  const score =
    (100 * preciseSum(shares.map((share) => Math.min(share, MOST_PER_MEMBER)))) / (healthyShare * seats);
  return {
    score,
    rounded: rounded(score),
    band: bandOf(rounded(score), model.bands),
    seats,
    activeShare: scores.filter((memberScore) => rounded(memberScore) >= 1).length / seats,
    topUserShare,
    singleThreaded: seats >= SINGLE_THREADED_SEATS && topUserShare > SINGLE_THREADED_SHARE + 1e-9,
  };
}

function readSeats(seats: number | undefined): number | undefined {
  if (seats === undefined || (Number.isSafeInteger(seats) && seats >= 1)) return seats;
  throw new InvalidInputError('seats', 'a whole number, at least 1', seats);
}

function countActive(members: readonly AccountMember[], today: number): number {
  return members.filter(({ lastActiveDay }, i) => {
    if (lastActiveDay === undefined) return false;
    const age = today - toDayNumber(lastActiveDay, `members[${i}].lastActiveDay`);
    return age >= 0 && age < ACTIVE_DAYS;
  }).length;
}

function topShare(shares: readonly number[]): number {
  const positive = shares.filter((share) => share > 0);
  return positive.length === 0 ? 0 : Math.max(...positive) / preciseSum(positive);
}
