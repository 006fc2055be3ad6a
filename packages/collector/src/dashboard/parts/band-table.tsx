import type { JSX } from 'hono/jsx/jsx-runtime';
import { type BandRange, describeRange } from '../words/describe-band.ts';
import { BandPill } from './band-pill.tsx';

/** A model's bands, highest first. */
export function BandTable({ bands }: { bands: readonly BandRange[] }): JSX.Element {
  return (
    <dl class="facts band-table">
      {[...bands].reverse().map((band) => (
        <div>
          <dt>
            <BandPill band={band} />
          </dt>
          <dd>{describeRange(band)}</dd>
        </div>
      ))}
    </dl>
  );
}
