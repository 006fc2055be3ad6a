import { toDayNumber } from '../day.ts';
import { InvalidInputError } from '../invalid-input-error.ts';
import { isObject } from '../is-object.ts';
import { checkModel } from '../model/check-model.ts';
import type { DayString, ScoreModel } from '../model/score-model.ts';
import { rawOn, readHistory } from './history.ts';
import { rollUpAccount } from './roll-up-account.ts';
import type { AccountMember, AccountScore } from './score.ts';

export interface AccountScoreOptions {
  /** Seats the account pays for: a whole number, at least 1. Absent: its members active in the last 90 days. */
  seats?: number;
  /** The share of its seats that are healthy customers in a healthy account: above 0, at most 1; 0.6 if absent. */
  healthyShare?: number;
}

const ACTIVE_DAYS = 90;

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
  const scores = members.map(({ counts }, i) => {
    const raw = rawOn(readHistory(model, counts, `members[${i}].counts`), today, model.decay);
    return (100 * raw) / model.target;
  });
  const { healthyShare, seats = Math.max(1, countActive(members, today)) } = options;
  return rollUpAccount(model, scores, { seats, ...(healthyShare !== undefined && { healthyShare }) });
}

function countActive(members: readonly AccountMember[], today: number): number {
  return members.filter(({ lastActiveDay }, i) => {
    if (lastActiveDay === undefined) return false;
    const age = today - toDayNumber(lastActiveDay, `members[${i}].lastActiveDay`);
    return age >= 0 && age < ACTIVE_DAYS;
  }).length;
}
