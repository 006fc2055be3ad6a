import type { Band } from '../model/score-model.ts';

/** The bands of a version that doesn't bring its own. */
export const DEFAULT_BANDS: readonly Readonly<Band>[] = [
  { key: 'churn_risk' },
  { key: 'dormant', from: 0 },
  { key: 'very_disengaged', from: 1 },
  { key: 'somewhat_engaged', from: 41 },
  { key: 'highly_engaged', from: 71 },
  { key: 'power_user', from: 101 },
];

/** The key of the last band that starts at or below a rounded score; bands ascend, and the first has no lower edge. */
export function bandOf(roundedScore: number, bands: readonly Readonly<Band>[] = DEFAULT_BANDS): string {
  const reached = bands.findLast(({ from = -Infinity }) => from <= roundedScore);
  return reached?.key ?? '';
}
