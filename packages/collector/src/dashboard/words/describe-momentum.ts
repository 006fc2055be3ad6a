import type { MomentumState } from '@ardent/core';

/** One word for a list, and a sentence for the page of one profile. */
export interface MomentumWords {
  label: string;
  sentence: string;
}

const WORDS: Record<MomentumState, MomentumWords> = {
  none: { label: 'No activity', sentence: 'Nothing this model measures has happened yet.' },
  new: {
    label: 'New',
    sentence: 'Under 14 days of history: too early to compare this week with the past month.',
  },
  cliff: {
    label: 'Cliff',
    sentence: 'Activity this week is at most half of the past month’s pace. Get in touch.',
  },
  cooling: { label: 'Cooling', sentence: 'Activity this week is clearly below the past month’s pace.' },
  steady: { label: 'Steady', sentence: 'Activity this week keeps the past month’s pace.' },
  heating: { label: 'Heating', sentence: 'Activity this week is clearly above the past month’s pace.' },
};

/** Momentum in plain words. */
export function describeMomentum(state: MomentumState): MomentumWords {
  return WORDS[state];
}
