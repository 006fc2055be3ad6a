import type { Message } from '../message/message.ts';
import type { Measure } from '../model/score-model.ts';
import { readPath } from './read-path.ts';
import { sumAmount } from './sum-amount.ts';

/** What one event brings to a signal's day: an amount to add, or a value to count once a day. */
export type Amount = { type: 'add'; amount: number } | { type: 'value'; value: string };

const ONE: Amount = { type: 'add', amount: 1 };

/**
 * What a matching message brings to a signal with this measure. `count`: 1. `sum`: the number at the path. `distinct`:
 * the string, number or boolean at the path as a text, so that 5 and "5" are one value. Undefined where the message
 * has nothing usable there: it adds nothing.
 */
export function amountOf(measure: Measure | undefined, message: Message): Amount | undefined {
  if (measure === undefined || measure === 'count') return ONE;
  if ('sum' in measure) {
    const amount = sumAmount(readPath(message, measure.sum));
    return amount === undefined ? undefined : { type: 'add', amount };
  }
  const value = readPath(message, measure.distinct);
  if (value === undefined || value === null || value === '' || typeof value === 'object') return undefined;
  return { type: 'value', value: String(value) };
}
