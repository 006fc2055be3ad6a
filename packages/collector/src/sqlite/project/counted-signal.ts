import {
  amountOf,
  type FilterValue,
  type MatchesSignalOptions,
  type Measure,
  type Message,
  matchesSignal,
  type Where,
} from '@ardent/core';

/** A signal as storage counts it. */
export interface CountedSignal {
  id: number;
  event: string;
  where?: Where;
  measure: Measure;
  /** First day that is counted; days before it wait for the back-fill. */
  filledFrom: number;
}

/** Takes what a message brings to its signals: amounts to add, and values to count once a day. */
export interface AmountSink {
  add(signal: CountedSignal, amount: number): void;
  addValue(signal: CountedSignal, value: string): void;
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
    else if (amount !== undefined && amount.amount !== 0) sink.add(signal, amount.amount);
  }
}

type Definition = [
  event: string,
  filters: [path: string, values: FilterValue[]][],
  measure: [kind: string, path?: string],
];

/** The inverse of core's `signalDefinition`. */
export function parseDefinition(definition: string): Pick<CountedSignal, 'event' | 'where' | 'measure'> {
  const [event, filters, [kind, path]] = JSON.parse(definition) as Definition;
  const measure = path === undefined ? 'count' : kind === 'sum' ? { sum: path } : { distinct: path };
  return filters.length === 0 ? { event, measure } : { event, measure, where: Object.fromEntries(filters) };
}
