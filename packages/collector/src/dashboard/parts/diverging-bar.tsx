import type { JSX } from 'hono/jsx/jsx-runtime';

interface DivergingBarProps {
  value: number;
  /** The size that fills the bar. */
  largest: number;
  /** Whether room is kept to the left of zero. */
  hasNegative: boolean;
}

/** A bar to the right of zero, or to the left for what is negative. Lengths are attributes: the pages allow no inline styles. */
export function DivergingBar({ value, largest, hasNegative }: DivergingBarProps): JSX.Element {
  const zero = hasNegative ? 50 : 0;
  const length = largest === 0 ? 0 : (Math.abs(value) / largest) * (100 - zero);
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-track" width="100" height="10" />
      <rect
        class={value < 0 ? 'bar-negative' : 'bar-positive'}
        x={(value < 0 ? zero - length : zero).toFixed(2)}
        width={length.toFixed(2)}
        height="10"
      />
      {hasNegative ? <rect class="bar-zero" x="49.8" width="0.4" height="10" /> : null}
    </svg>
  );
}
