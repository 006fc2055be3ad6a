import { expect, it } from 'vitest';
import { criticalValue } from './critical-value.ts';

it.each([
  [4, 2.776445],
  [7, 2.364624],
  [15, 2.13145],
  [30, 2.042272],
  [Number.POSITIVE_INFINITY, 1.959964],
])(
  "is the 97.5 %% quantile of Student's t with %d degrees of freedom, as tables have it",
  (degrees, expected) => {
    expect(Math.abs(criticalValue(degrees) - expected)).toBeLessThan(0.001);
  },
);
