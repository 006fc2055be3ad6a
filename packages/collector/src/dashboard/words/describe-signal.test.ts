import { expect, test } from 'vitest';
import { describeDecay, describeMeasure, describePerDay } from './describe-signal.ts';

const signal = { key: 'k', weight: 1, perDay: 'log' as const };

test('says what is measured, and where', () => {
  expect(describeMeasure({ ...signal, event: '*' })).toBe('any activity');
  expect(describeMeasure({ ...signal, event: 'Paid', measure: { sum: 'properties.amount' } })).toBe(
    'sum of properties.amount over “Paid”',
  );
  expect(describeMeasure({ ...signal, event: '*', measure: { distinct: 'context.sessionId' } })).toBe(
    'different values of context.sessionId in a day, over any activity',
  );
  expect(
    describeMeasure({
      ...signal,
      event: 'Opened',
      where: { 'properties.plan': ['pro', 'team'], 'properties.beta': true },
    }),
  ).toBe('“Opened” where properties.plan is one of pro, team and properties.beta is true');
});

test('says how a day counts and how points fade', () => {
  expect([describePerDay('linear'), describePerDay({ cap: 1 }), describePerDay({ cap: 3 })]).toEqual([
    'each one counts in full',
    'once a day at most',
    '3 a day at most',
  ]);
  expect(describeDecay({ type: 'half-life', days: 14 })).toContain('half as much 14 days later');
  expect(describeDecay({ type: 'window', days: 1 })).toContain('last 1 day counts');
});
