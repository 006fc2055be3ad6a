import type { JSX } from 'hono/jsx/jsx-runtime';
import type { BandRange } from '../words/describe-band.ts';
import { plainLabel } from '../words/plain-label.ts';

/** The band of a score, in its colour and its words. */
export function BandPill({ band }: { band: BandRange }): JSX.Element {
  return <span class={`pill tone-${band.tone}`}>{plainLabel(band.key)}</span>;
}
