import type { Decay, PerDay, Signal, Where } from '@ardent/core';
import { formatAmount, formatCount } from './format-number.ts';

/** What a signal measures: `how often “Task Created” happens`, with its filters. */
export function describeMeasure({ event, measure, where }: Signal): string {
  const events = event === '*' ? 'any activity' : `“${event}”`;
  return `${describeAmount(events, measure)}${describeWhere(where)}`;
}

/** How one day's amount counts. */
export function describePerDay(perDay: PerDay): string {
  if (perDay === 'linear') return 'each one counts in full';
  if (perDay === 'log') return 'more in one day counts, but ever less';
  return perDay.cap === 1 ? 'once a day at most' : `${formatAmount(perDay.cap)} a day at most`;
}

/** How points fade. */
export function describeDecay({ type, days }: Decay): string {
  if (type === 'window')
    return `What happened in the last ${formatCount(days, 'day')} counts in full, older activity not at all.`;
  return `What someone does counts in full today and half as much ${formatCount(days, 'day')} later.`;
}

function describeAmount(events: string, measure: Signal['measure']): string {
  if (measure === undefined || measure === 'count') return events;
  if ('sum' in measure) return `sum of ${measure.sum} over ${events}`;
  return `different values of ${measure.distinct} in a day, over ${events}`;
}

function describeWhere(where: Where | undefined): string {
  const filters = Object.entries(where ?? {}).map(([path, value]) =>
    Array.isArray(value) ? `${path} is one of ${value.join(', ')}` : `${path} is ${value}`,
  );
  return filters.length === 0 ? '' : ` where ${filters.join(' and ')}`;
}
