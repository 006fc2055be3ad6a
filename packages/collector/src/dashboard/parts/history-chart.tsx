import type { DayString } from '@ardent/core';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { BandRange } from '../words/describe-band.ts';
import { formatPoints } from '../words/format-number.ts';
import { formatDay } from '../words/format-time.ts';
import { plainLabel } from '../words/plain-label.ts';
import { BandAreas, BandLabels } from './chart-bands.tsx';
import {
  CHART_MARGIN,
  type ChartScale,
  type ChartSize,
  createChartScale,
  tickIndexes,
} from './chart-scale.ts';

export interface HistoryPoint {
  day: DayString;
  score: number;
  band: string;
}

interface HistoryChartProps {
  points: readonly HistoryPoint[];
  bands: readonly BandRange[];
}

const WIDE: ChartSize = { width: 680, height: 400 };
const NARROW: ChartSize = { width: 320, height: 220 };

/** One score a day over the model's bands, drawn for wide and for narrow screens; the style sheet shows one of them. */
export function HistoryChart({ points, bands }: HistoryChartProps): JSX.Element {
  return (
    <>
      <Chart points={points} bands={bands} size={WIDE} kind="wide" ticks={6} />
      <Chart points={points} bands={bands} size={NARROW} kind="narrow" ticks={4} />
    </>
  );
}

function Chart({
  points,
  bands,
  size,
  kind,
  ticks,
}: HistoryChartProps & { size: ChartSize; kind: string; ticks: number }): JSX.Element {
  const scale = createChartScale(
    points.map(({ score }) => score),
    size,
  );
  const summary = summarize(points);
  return (
    <svg
      class={`chart chart-${kind}`}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={summary}
    >
      <title>{summary}</title>
      <BandAreas bands={bands} scale={scale} />
      {tickIndexes(points.length, ticks).map((index) => (
        <DayTick day={points[index]?.day ?? ''} x={scale.x(index)} scale={scale} />
      ))}
      <path class="chart-line" d={linePath(points, scale)} />
      <LastPoint points={points} scale={scale} />
      <BandLabels bands={bands} scale={scale} />
      {points.map((point, index) => (
        <HoverColumn point={point} index={index} count={points.length} scale={scale} />
      ))}
    </svg>
  );
}

function DayTick({ day, x, scale }: { day: DayString; x: number; scale: ChartScale }): JSX.Element {
  const anchor = x <= CHART_MARGIN.left ? 'start' : x >= scale.width - CHART_MARGIN.right ? 'end' : 'middle';
  return (
    <text class="chart-tick" x={x.toFixed(1)} y={scale.height - 6} text-anchor={anchor}>
      {day === '' ? '' : formatDay(day)}
    </text>
  );
}

function LastPoint({ points, scale }: { points: readonly HistoryPoint[]; scale: ChartScale }): JSX.Element {
  const last = points.at(-1);
  if (!last) return <g />;
  return (
    <circle
      class="chart-dot"
      cx={scale.x(points.length - 1).toFixed(1)}
      cy={scale.y(last.score).toFixed(1)}
      r="4.5"
    />
  );
}

/** An unseen column over one day that names its score when pointed at. */
function HoverColumn({
  point,
  index,
  count,
  scale,
}: {
  point: HistoryPoint;
  index: number;
  count: number;
  scale: ChartScale;
}): JSX.Element {
  const width = count < 2 ? 20 : scale.x(1) - scale.x(0);
  const { top, bottom } = CHART_MARGIN;
  return (
    <rect
      class="chart-hover"
      x={(scale.x(index) - width / 2).toFixed(1)}
      y={top}
      width={width.toFixed(1)}
      height={scale.height - top - bottom}
    >
      <title>{`${formatDay(point.day)}: ${formatPoints(point.score)} · ${plainLabel(point.band)}`}</title>
    </rect>
  );
}

function linePath(points: readonly HistoryPoint[], scale: ChartScale): string {
  return points
    .map(
      ({ score }, index) =>
        `${index === 0 ? 'M' : 'L'}${scale.x(index).toFixed(1)} ${scale.y(score).toFixed(1)}`,
    )
    .join('');
}

function summarize(points: readonly HistoryPoint[]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return 'No history yet';
  return `Score from ${formatPoints(first.score)} on ${formatDay(first.day)} to ${formatPoints(last.score)} on ${formatDay(last.day)}`;
}
