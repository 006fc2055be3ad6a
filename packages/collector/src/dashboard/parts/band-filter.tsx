import type { JSX } from 'hono/jsx/jsx-runtime';
import { type BandRange, describeRange } from '../words/describe-band.ts';
import { plainLabel } from '../words/plain-label.ts';

export interface BandCount {
  band: BandRange;
  count: number;
}

interface BandFilterProps {
  base: string;
  kind: string;
  counts: readonly BandCount[];
  /** Key of the band that is shown alone; absent: all are. */
  current?: string;
}

/** How many profiles are in each band, as one bar and as links that show a band alone. */
export function BandFilter({ base, kind, counts, current }: BandFilterProps): JSX.Element {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <section class="bands" aria-label="Bands">
      {total === 0 ? null : <StackedBar counts={counts} total={total} />}
      <ul>
        {counts.map(({ band, count }) => {
          const isCurrent = band.key === current;
          const query = isCurrent ? `kind=${kind}` : `kind=${kind}&band=${encodeURIComponent(band.key)}`;
          return (
            <li class={`tone-${band.tone}`}>
              <a
                href={`${base}?${query}`}
                title={`Scores ${describeRange(band)}`}
                {...(isCurrent ? { 'aria-current': 'true' as const } : {})}
              >
                <b>{String(count)}</b>
                <span>{plainLabel(band.key)}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function StackedBar({ counts, total }: { counts: readonly BandCount[]; total: number }): JSX.Element {
  let x = 0;
  return (
    <svg class="stacked" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      {counts.map(({ band, count }) => {
        const width = (count / total) * 100;
        const start = x;
        x += width;
        return <rect class={`tone-${band.tone}`} x={start.toFixed(2)} width={width.toFixed(2)} height="4" />;
      })}
    </svg>
  );
}
