import { InvalidInputError } from '../invalid-input-error.ts';
import type { ScoreModel } from '../model/score-model.ts';
import { bandOf } from './band-of.ts';
import { preciseSum } from './precise-sum.ts';
import { rounded } from './rounded.ts';
import type { AccountScore } from './score.ts';

export interface AccountRollUp {
  /** The seats the account is measured against: a whole number, at least 1. */
  seats: number;
  /** The share of its seats that are healthy customers in a healthy account: above 0, at most 1; 0.6 if absent. */
  healthyShare?: number;
}

const DEFAULT_HEALTHY_SHARE = 0.6;
// One enthusiast can stand for two seats, not for a whole company.
const MOST_PER_MEMBER = 2;
const SINGLE_THREADED_SEATS = 3;
const SINGLE_THREADED_SHARE = 0.6;

/**
 * An account's score made of its members' scores of the same day and model:
 * `100 · Σ_members min(score/100, 2) / (healthyShare · seats)`. A member below 0 counts in full.
 *
 * @param model whose bands name the account's.
 * @param scores of the profiles whose primary account it is, in score units.
 * @throws InvalidInputError for seats, a share or a score that is not what it must be.
 */
export function rollUpAccount(
  model: Pick<ScoreModel, 'bands'>,
  scores: readonly number[],
  { seats, healthyShare = DEFAULT_HEALTHY_SHARE }: AccountRollUp,
): AccountScore {
  checkRollUp(scores, seats, healthyShare);
  const shares = scores.map((score) => score / 100);
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

function checkRollUp(scores: readonly number[], seats: number, healthyShare: number): void {
  if (!(Number.isSafeInteger(seats) && seats >= 1)) {
    throw new InvalidInputError('seats', 'a whole number, at least 1', seats);
  }
  if (!(healthyShare > 0 && healthyShare <= 1)) {
    throw new InvalidInputError('healthyShare', 'a number above 0 and at most 1', healthyShare);
  }
  const wrong = scores.findIndex((score) => !Number.isFinite(score));
  if (wrong >= 0) throw new InvalidInputError(`scores[${wrong}]`, 'a finite number', scores[wrong]);
}

function topShare(shares: readonly number[]): number {
  const positive = shares.filter((share) => share > 0);
  return positive.length === 0 ? 0 : Math.max(...positive) / preciseSum(positive);
}
