import { expect, test } from 'vitest';
import { displayDetail, displayName } from './display-name.ts';

const person = (traits: Record<string, string | number>, userId: string | null = 'u1') => ({
  userId,
  anonymousIds: ['0198c1d2-aaaa-7bbb-8ccc-00000abc1234'],
  traits,
});

test.each([
  [person({ name: 'Ada Lovelace', email: 'ada@example.com' }), 'Ada Lovelace', 'ada@example.com'],
  [person({ firstName: 'Ada', lastName: 'Lovelace' }), 'Ada Lovelace', 'u1'],
  [person({ email: 'ada@example.com' }), 'ada@example.com', undefined],
  [person({ name: '  ', plan: 'pro' }), 'u1', undefined],
  [person({ name: 7 }), 'u1', undefined],
  [person({}, null), 'Anonymous bc1234', undefined],
])('%j is %s', (given, name, detail) => {
  expect(displayName(given)).toBe(name);
  expect(displayDetail(given)).toBe(detail);
});
