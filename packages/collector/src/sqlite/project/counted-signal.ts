import {
  amountOf,
  type MatchesSignalOptions,
  type Measure,
  type Message,
  matchesSignal,
  readPath,
  type Where,
} from '@ardent/core';

/** A signal as storage counts it. */
export interface CountedSignal {
  id: number;
  event: string;
  where?: Where;
  measure: Measure;
  /** First day that is counted; days before it wait for the back-fill, or have no raw events any more. */
  filledFrom: number;
}

/** Takes what a message brings to its signals: amounts to add, and values to count once a day. */
export interface AmountSink {
  add(signal: CountedSignal, amount: number): void;
  addValue(signal: CountedSignal, value: string): void;
  /** There is something to sum, but no usable number. */
  refuseSum?(): void;
}

/** Gives what a message brings to each of the signals to the sink. */
export function countMessage(
  message: Message,
  signals: readonly CountedSignal[],
  { sink, matching }: { sink: AmountSink; matching: MatchesSignalOptions },
): void {
  for (const signal of signals) {
    if (!matchesSignal(signal, message, matching)) continue;
    const amount = amountOf(signal.measure, message);
    if (amount?.type === 'value') sink.addValue(signal, amount.value);
    else if (amount !== undefined) {
      if (amount.amount !== 0) sink.add(signal, amount.amount);
    } else if (hasRefusedSum(signal.measure, message)) sink.refuseSum?.();
  }
}

function hasRefusedSum(measure: Measure, message: Message): boolean {
  if (typeof measure !== 'object' || !('sum' in measure)) return false;
  const value = readPath(message, measure.sum);
  return value !== undefined && value !== null;
}
