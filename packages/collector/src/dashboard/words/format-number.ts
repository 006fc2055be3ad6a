const oneDecimal = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const wholeOrShort = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

const MINUS = '\u2212';

/** A number of score units with one decimal: `12.3`, `−0.4`; what rounds to nothing is `0.0` without a sign. */
export function formatPoints(value: number): string {
  const text = oneDecimal.format(Math.abs(value));
  return value < 0 && text !== '0.0' ? MINUS + text : text;
}

/** A difference with its sign: `+3.2`, `−1.4`; `0.0` without one. */
export function formatSigned(value: number): string {
  const text = formatPoints(value);
  return value > 0 && text !== '0.0' ? `+${text}` : text;
}

/** A weight, target or amount with at most two decimals: `5`, `0.25`, `−30`. */
export function formatAmount(value: number): string {
  return (value < 0 ? MINUS : '') + wholeOrShort.format(Math.abs(value));
}

/** A ratio from 0 to 1 as whole per cent. */
export function formatPercent(ratio: number): string {
  return percent.format(ratio);
}

/** A probability as whole per cent; nothing is sure: no 0 % and no 100 %. */
export function formatLikely(probability: number): string {
  if (probability < 0.005) return 'Under 1%';
  return probability >= 0.995 ? 'Over 99%' : formatPercent(probability);
}

/** `1 day`, `3 days`. */
export function formatCount(count: number, noun: string): string {
  return `${wholeOrShort.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** A ratio from 0 to 1 as percentile: `82nd`. */
export function formatPercentile(ratio: number): string {
  const percentile = Math.round(ratio * 100);
  return `${percentile}${SUFFIXES[ordinals.select(percentile)] ?? 'th'}`;
}

/** A rounded score: `96`, `−9`. */
export function formatScore(rounded: number): string {
  return formatAmount(rounded);
}
