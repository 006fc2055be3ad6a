import type { Story } from './story.ts';

/** A team tries the product for a few days, loses interest, and the trial ends unnoticed. */
export const trialFades: Story = {
  account: {
    name: 'Oxbow Legal',
    industry: 'Legal',
    employees: 50,
    timeZone: 'America/Chicago',
    plan: 'starter',
    seats: 6,
    members: 6,
  },
  leads: ['Daniel Achebe'],
  plot(calendar) {
    const startedOn = calendar.last - 29;
    return {
      startedOn,
      shape: (position, random) => ({
        role: position === 0 ? 'admin' : 'member',
        joinedOn: startedOn + (position === 0 ? 0 : random.int(0, 2)),
        habits: { activity: random.normal(0.8, 0.06), volume: 9 },
        fate: { satisfaction: 0.9, shocks: [{ from: startedOn + 3, change: -4 }], converts: false },
      }),
    };
  },
};
