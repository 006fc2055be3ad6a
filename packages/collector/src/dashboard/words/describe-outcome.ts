import type { StoredProbability } from '../../storage/version-probability.ts';
import { plainLabel } from './plain-label.ts';

type Asked = Pick<StoredProbability, 'outcome' | 'horizonDays'>;

/** What is probable, as a title: `“Cancelled” within 28 days`. */
export function describeOutcome({ outcome, horizonDays }: Asked): string {
  return outcome === null
    ? `Still here in ${horizonDays} days`
    : `“${plainLabel(outcome.name)}” within ${horizonDays} days`;
}

/** By what it is known that it came true, in a sentence. */
export function explainOutcome({ outcome, horizonDays }: Asked): string {
  return outcome === null
    ? `True means that they were active in the later half of the ${horizonDays} days that followed.`
    : `True means that the event “${outcome.event}” came in the ${horizonDays} days that followed.`;
}
