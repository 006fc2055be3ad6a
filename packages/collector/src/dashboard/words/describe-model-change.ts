import { type Band, DEFAULT_BANDS, type Decay, type ScoreModel, type Signal } from '@ardent/core';
import { describeMeasure, describePerDay } from './describe-signal.ts';
import { formatAmount, formatCount } from './format-number.ts';
import { plainLabel } from './plain-label.ts';

/** What is different in a later version of a model, a line each: `Report Viewed 3 → 5`. Empty if nothing is. */
export function describeModelChange(before: ScoreModel, after: ScoreModel): string[] {
  return [
    ...(before.name === after.name ? [] : [`Name “${before.name}” → “${after.name}”`]),
    ...after.signals.flatMap((signal) => describeSignalChange(findSignal(before, signal), signal)),
    ...before.signals.filter((signal) => findSignal(after, signal) === undefined).map(describeGone),
    ...describeDecayChange(before.decay, after.decay),
    ...(before.target === after.target
      ? []
      : [`Target ${formatAmount(before.target)} → ${formatAmount(after.target)}`]),
    ...describeBandChange(before.bands ?? DEFAULT_BANDS, after.bands ?? DEFAULT_BANDS),
  ];
}

function findSignal({ signals }: ScoreModel, { key }: Signal): Signal | undefined {
  return signals.find((one) => one.key === key);
}

function describeSignalChange(before: Signal | undefined, after: Signal): string[] {
  const name = labelOf(after);
  if (before === undefined) return [`${name}: new, weight ${formatAmount(after.weight)}`];
  const lines: string[] = [];
  if (before.weight !== after.weight) {
    lines.push(`${name} ${formatAmount(before.weight)} → ${formatAmount(after.weight)}`);
  }
  const parts: [string, string, string][] = [
    ['measures', describeMeasure(before), describeMeasure(after)],
    ['a day counts', describePerDay(before.perDay), describePerDay(after.perDay)],
    ['dimension', before.dimension ?? 'none', after.dimension ?? 'none'],
  ];
  for (const [what, was, is] of parts) if (was !== is) lines.push(`${name}, ${what}: ${was} → ${is}`);
  return lines;
}

function describeGone(signal: Signal): string {
  return `${labelOf(signal)}: gone, was weight ${formatAmount(signal.weight)}`;
}

/** The event's name where that says it all, else the key. */
function labelOf({ key, event, where, measure = 'count' }: Signal): string {
  return event !== '*' && where === undefined && measure === 'count' ? event : plainLabel(key);
}

function describeDecayChange(before: Decay, after: Decay): string[] {
  if (before.type === after.type && before.days === after.days) return [];
  const words = ({ type, days }: Decay) =>
    type === 'window' ? `window of ${formatCount(days, 'day')}` : `half-life of ${formatCount(days, 'day')}`;
  return [`Decay: ${words(before)} → ${words(after)}`];
}

function describeBandChange(before: readonly Band[], after: readonly Band[]): string[] {
  const words = (bands: readonly Band[]) =>
    bands
      .map(({ key, from }) => (from === undefined ? plainLabel(key) : `${plainLabel(key)} from ${from}`))
      .join(', ');
  return words(before) === words(after) ? [] : [`Bands: ${words(before)} → ${words(after)}`];
}
