import type { Story } from './story.ts';

const MONDAY = 0;

/** The same storm in another account, but there it is the last straw: most have cancelled two weeks later. */
export const stormLost: Story = {
  account: {
    name: 'Corvid Media',
    industry: 'Media',
    employees: 75,
    timeZone: 'America/New_York',
    plan: 'pro',
    seats: 9,
    members: 8,
  },
  leads: ['Lena Marsh'],
  plot(calendar) {
    const from = calendar.weekdayBefore(MONDAY, 18);
    return {
      storm: { from, until: from + 2 },
      shape(position, random) {
        const fate = { satisfaction: 1, shocks: [{ from, change: -3.2 }] };
        const cancelsOn = from + random.int(7, 14);
        return {
          role: position === 0 ? 'manager' : 'member',
          habits: { activity: random.normal(0.8, 0.05), volume: 10 },
          fate: position < 4 ? { ...fate, cancelsOn } : { ...fate, neverCancels: true },
        };
      },
    };
  },
};
