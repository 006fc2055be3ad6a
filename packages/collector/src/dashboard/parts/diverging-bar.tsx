import type { JSX } from 'hono/jsx/jsx-runtime';

/** The values that a list's bars share a scale for; zero is always within. */
export interface BarRange {
  lowest: number;
  highest: number;
}

/** The range that holds all values and zero. */
export function toBarRange(values: readonly number[]): BarRange {
  return { lowest: Math.min(0, ...values), highest: Math.max(0, ...values) };
}

/**
 * A bar to the right of zero, or to the left for what is negative; room to the left is as wide as it must be.
 * Lengths are attributes, because the pages allow no inline styles.
 */
export function DivergingBar({ value, range }: { value: number; range: BarRange }): JSX.Element {
  const unit = 100 / (range.highest - range.lowest || 1);
  const zero = -range.lowest * unit;
  const length = Math.abs(value) * unit;
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-track" width="100" height="10" />
      <rect
        class={value < 0 ? 'bar-negative' : 'bar-positive'}
        x={(value < 0 ? zero - length : zero).toFixed(2)}
        width={length.toFixed(2)}
        height="10"
      />
      {zero > 0 ? <rect class="bar-zero" x={(zero - 0.3).toFixed(2)} width="0.6" height="10" /> : null}
    </svg>
  );
}
