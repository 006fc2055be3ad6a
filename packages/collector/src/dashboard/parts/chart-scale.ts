import type { BandRange } from '../words/describe-band.ts';

export interface ChartSize {
  width: number;
  height: number;
}

/** Room around the plot, in the chart's own units, for the labels of both axes. */
export const CHART_MARGIN = { top: 10, right: 12, bottom: 26, left: 40 };

/** Where days and scores stand in a chart. */
export interface ChartScale extends ChartSize {
  lowest: number;
  highest: number;
  /** x of the point with this index. */
  x(index: number): number;
  /** y of a score; scores outside the chart stand on its edge. */
  y(score: number): number;
}

/** A scale that shows all scores, zero, and at least up to 100. */
export function createChartScale(scores: readonly number[], size: ChartSize): ChartScale {
  const lowest = Math.min(0, ...scores.map((score) => score - 5));
  const highest = Math.max(105, ...scores.map((score) => score * 1.06));
  const { top, right, bottom, left } = CHART_MARGIN;
  const plotWidth = size.width - left - right;
  const plotHeight = size.height - top - bottom;
  const x = (index: number) =>
    left + (scores.length < 2 ? plotWidth : (index / (scores.length - 1)) * plotWidth);
  const y = (score: number) => {
    const clamped = Math.min(highest, Math.max(lowest, score));
    return top + ((highest - clamped) / (highest - lowest)) * plotHeight;
  };
  return { ...size, lowest, highest, x, y };
}

/** The part of a band that a chart shows, as upper and lower score; undefined where it shows none of it. */
export function visibleBand(
  { from, to }: BandRange,
  { lowest, highest }: ChartScale,
): { upper: number; lower: number } | undefined {
  // Bands are about rounded scores: what rounds to 41 starts half a unit lower.
  const lower = Math.max(lowest, from === undefined ? lowest : from - 0.5);
  const upper = Math.min(highest, to === undefined ? highest : to + 0.5);
  return upper > lower ? { upper, lower } : undefined;
}

/** Some `wanted` indexes, evenly spread from the first to the last of `length`. */
export function tickIndexes(length: number, wanted: number): number[] {
  const count = Math.min(length, wanted);
  if (count < 2) return length === 0 ? [] : [length - 1];
  return Array.from({ length: count }, (_, tick) => Math.round((tick * (length - 1)) / (count - 1)));
}
