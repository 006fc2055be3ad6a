import type { Band } from '@ardent/core';

/** The colours bands are shown in, from worst to best; `dashboard.css` has a class for each. */
export type Tone = 'risk' | 'dormant' | 'low' | 'middle' | 'high' | 'power';

export interface BandRange {
  key: string;
  tone: Tone;
  /** Lowest and highest rounded score; absent: open. */
  from?: number;
  to?: number;
}

const TONES: readonly Tone[] = ['risk', 'dormant', 'low', 'middle', 'high', 'power'];

/** A model's bands, lowest first, each with its range of rounded scores and a colour. */
export function toBandRanges(bands: readonly Band[]): BandRange[] {
  return bands.map(({ key, from }, index) => {
    const next = bands[index + 1]?.from;
    return {
      key,
      tone: toneAt(index, bands.length),
      ...(from === undefined ? {} : { from }),
      ...(next === undefined ? {} : { to: next - 1 }),
    };
  });
}

/** `below 0`, `41 to 70`, `101 and more`. */
export function describeRange({ from, to }: BandRange): string {
  if (from === undefined) return to === undefined ? 'every score' : `below ${to + 1}`;
  if (to === undefined) return `${from} and more`;
  return from === to ? `exactly ${from}` : `${from} to ${to}`;
}

/** Six bands take the six colours in turn; other numbers are spread over them. */
function toneAt(index: number, count: number): Tone {
  const position = count <= 1 ? TONES.length - 1 : Math.round((index * (TONES.length - 1)) / (count - 1));
  return TONES[position] ?? 'dormant';
}
