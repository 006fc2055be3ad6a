import { createRandom } from '../random.ts';
import type { Person } from '../world/person.ts';
import { createMood } from './create-mood.ts';
import { sigmoid } from './sigmoid.ts';

/** What becomes of somebody: every day's mood, and the days on which something is decided. */
export interface Life {
  readonly mood: Float32Array;
  /** Absent: was a customer before the history began. */
  readonly trialEndsOn?: number;
  /** Absent: paid before the history began, or never did. */
  readonly convertedOn?: number;
  readonly upgradedOn?: number;
  readonly cancelledOn?: number;
  /** The last day of any regular use. */
  readonly lastUseOn: number;
}

/** Days that a trial lasts. */
export const TRIAL_DAYS = 14;
/** Nobody decides on the mood of the moment. */
const REFLECTION_FROM_DAYS = 28;
const REFLECTION_UNTIL_DAYS = 10;
const UPGRADE_HAZARD = 0.02;
const CANCEL_HAZARD = 0.02;
/** A few leave for reasons that nobody can see. */
const BLIND_CANCEL_HAZARD = 0.0001;

/**
 * Lives somebody's days: a trial that converts the likelier, the better its days were; upgrades of the enthusiastic;
 * cancellations of the disappointed, after a while. All of it by chance, so that no score can know for certain; and the
 * same again when more days are lived.
 */
export function createLife(person: Person, days: number, seed: number): Life {
  // A trial that has begun is lived to its end: how it ends must not depend on how far the story is told.
  const lived = days + TRIAL_DAYS;
  const mood = createMood(person.fate, lived, createRandom(seed, 'mood', person.index));
  const trial = liveTrial(person, mood, seed);
  const paysFrom = trial === undefined ? 0 : trial.convertedOn;
  const cancelledOn = paysFrom === undefined ? undefined : cancelDay(person, mood, { seed, paysFrom });
  const upgradedOn =
    paysFrom === undefined || person.plan === 'pro'
      ? undefined
      : upgradeDay(person, mood, { seed, paysFrom, until: cancelledOn ?? lived });
  const { leavesOn = lived } = person.fate;
  const givenUpOn = trial !== undefined && paysFrom === undefined ? trial.trialEndsOn : lived;
  return {
    mood,
    ...trial,
    ...(upgradedOn !== undefined && { upgradedOn }),
    ...(cancelledOn !== undefined && { cancelledOn }),
    lastUseOn: Math.min(leavesOn, cancelledOn ?? lived, givenUpOn),
  };
}

function liveTrial(
  { index, joinedOn, fate }: Person,
  mood: Float32Array,
  seed: number,
): { trialEndsOn: number; convertedOn?: number } | undefined {
  if (joinedOn < 0) return undefined;
  const random = createRandom(seed, 'trial', index);
  const trialEndsOn = joinedOn + TRIAL_DAYS;
  const content = meanOf(mood, joinedOn, trialEndsOn);
  const converts = random.chance(sigmoid(2.2 * (content - 0.35)));
  const convertedOn = trialEndsOn - random.int(0, 4);
  return (fate.converts ?? converts) ? { trialEndsOn, convertedOn } : { trialEndsOn };
}

interface PaidTime {
  seed: number;
  paysFrom: number;
}

function cancelDay(
  { index, fate }: Person,
  mood: Float32Array,
  { seed, paysFrom }: PaidTime,
): number | undefined {
  if (fate.cancelsOn !== undefined || fate.neverCancels) return fate.cancelsOn;
  const random = createRandom(seed, 'cancelling', index);
  for (let day = paysFrom + 2; day < mood.length; day++) {
    const content = meanOf(mood, day - REFLECTION_FROM_DAYS, day - REFLECTION_UNTIL_DAYS);
    const hazard = BLIND_CANCEL_HAZARD + CANCEL_HAZARD * sigmoid(-5 * (content + 0.9));
    if (random.chance(hazard)) return day;
  }
  return undefined;
}

function upgradeDay(
  { index }: Person,
  mood: Float32Array,
  { seed, paysFrom, until }: PaidTime & { until: number },
): number | undefined {
  const random = createRandom(seed, 'upgrading', index);
  for (let day = paysFrom + 2; day < until; day++) {
    const content = meanOf(mood, day - REFLECTION_FROM_DAYS, day - REFLECTION_UNTIL_DAYS);
    if (random.chance(UPGRADE_HAZARD * sigmoid(4 * (content - 1.5)))) return day;
  }
  return undefined;
}

/** The mean over the days from `from` to `until`, the latter excluded; days outside of the history don't count. */
function meanOf(mood: Float32Array, from: number, until: number): number {
  const part = mood.subarray(Math.max(from, 0), Math.max(until, 1));
  return part.reduce((sum, one) => sum + one, 0) / Math.max(part.length, 1);
}
