import type { JSX } from 'hono/jsx/jsx-runtime';
import type { BandRange } from '../words/describe-band.ts';
import { plainLabel } from '../words/plain-label.ts';
import { CHART_MARGIN, type ChartScale, visibleBand } from './chart-scale.ts';

interface ChartBandsProps {
  bands: readonly BandRange[];
  scale: ChartScale;
}

// Lower areas have no room for a text of 11 units.
const LABEL_HEIGHT = 16;
const TICK_HEIGHT = 10;

/** The bands as areas of a chart, each with its lower edge on the axis. */
export function BandAreas({ bands, scale }: ChartBandsProps): JSX.Element {
  const { left, right } = CHART_MARGIN;
  return (
    <g>
      {toAreas(bands, scale).map(({ band, top, height }) => (
        <g class={`tone-${band.tone}`}>
          <rect
            class="chart-band"
            x={left}
            y={top.toFixed(1)}
            width={scale.width - left - right}
            height={height.toFixed(1)}
          />
          {band.from === undefined || height < TICK_HEIGHT ? null : (
            <text class="chart-tick" x={left - 8} y={(top + height + 4).toFixed(1)} text-anchor="end">
              {String(band.from)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

/** The names of the bands; drawn after the line, which would cross them. */
export function BandLabels({ bands, scale }: ChartBandsProps): JSX.Element {
  return (
    <g>
      {toAreas(bands, scale)
        .filter(({ height }) => height >= LABEL_HEIGHT)
        .map(({ band, top }) => (
          <text
            class={`chart-band-label tone-${band.tone}`}
            x={CHART_MARGIN.left + 8}
            y={(top + 14).toFixed(1)}
          >
            {plainLabel(band.key)}
          </text>
        ))}
    </g>
  );
}

function toAreas(bands: readonly BandRange[], scale: ChartScale) {
  return bands.flatMap((band) => {
    const visible = visibleBand(band, scale);
    if (!visible) return [];
    const top = scale.y(visible.upper);
    return [{ band, top, height: scale.y(visible.lower) - top }];
  });
}
