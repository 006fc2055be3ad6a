import type { Story } from './story.ts';

/** A team tries the product in earnest, invites colleagues, and pays. */
export const trialConverts: Story = {
  account: {
    name: 'Bluefin Analytics',
    industry: 'Software',
    employees: 35,
    timeZone: 'America/New_York',
    plan: 'pro',
    seats: 8,
    members: 6,
  },
  leads: ['Priya Raman'],
  plot(calendar) {
    const startedOn = calendar.last - 33;
    return {
      startedOn,
      shape: (position, random) => ({
        role: position === 0 ? 'admin' : 'member',
        joinedOn: startedOn + (position === 0 ? 0 : random.int(1, 6)),
        habits: { activity: random.normal(0.85, 0.06), volume: position === 0 ? 18 : 11 },
        fate: { satisfaction: 1.4, shocks: [], converts: true, neverCancels: true },
      }),
    };
  },
};
