import { expect, test } from 'vitest';
import { describeOutcome, explainOutcome } from './describe-outcome.ts';

const cancelled = { name: 'plan_cancelled', event: 'Subscription Cancelled', good: false, once: true };

test('an outcome has a title and says by what it is known', () => {
  const asked = { outcome: cancelled, horizonDays: 28 };
  expect(describeOutcome(asked)).toBe('“Plan cancelled” within 28 days');
  expect(explainOutcome(asked)).toContain('“Subscription Cancelled” came in the 28 days');
});

test('staying is known by activity', () => {
  const asked = { outcome: null, horizonDays: 14 };
  expect(describeOutcome(asked)).toBe('Still here in 14 days');
  expect(explainOutcome(asked)).toContain('active in the later half of the 14 days');
});
