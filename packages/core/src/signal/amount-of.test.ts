import { expect, test } from 'vitest';
import { makeEvent } from '../../test/make-event.ts';
import { amountOf } from './amount-of.ts';

const message = makeEvent(
  'Paid',
  { amount: '12.5', text: 'x', empty: '', none: null, list: [1], id: 5, yes: false },
  { context: { sessionId: 's1' } },
);

test('a count adds one', () => {
  expect(amountOf(undefined, message)).toEqual({ type: 'add', amount: 1 });
  expect(amountOf('count', message)).toEqual({ type: 'add', amount: 1 });
});

test('a sum adds the number at its path', () => {
  expect(amountOf({ sum: 'properties.amount' }, message)).toEqual({ type: 'add', amount: 12.5 });
  expect(amountOf({ sum: 'properties.text' }, message)).toBeUndefined();
  expect(amountOf({ sum: 'properties.missing' }, message)).toBeUndefined();
});

test.each([
  ['context.sessionId', 's1'],
  ['properties.id', '5'],
  ['properties.yes', 'false'],
])('distinct %s has the value %j', (distinct, value) => {
  expect(amountOf({ distinct }, message)).toEqual({ type: 'value', value });
});

test.each(['properties.empty', 'properties.none', 'properties.list', 'properties.missing'])(
  'distinct %s has none',
  (distinct) => {
    expect(amountOf({ distinct }, message)).toBeUndefined();
  },
);
