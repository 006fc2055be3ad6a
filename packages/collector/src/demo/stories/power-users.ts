import type { Story } from './story.ts';

/** Position of the person whose password a monitoring robot signs in with. */
export const MONITORED_POSITION = 1;

/**
 * A team that lives in the product, far above 100; but one of them hardly comes, and what looks like him is a robot
 * that watches over the team's board in his name.
 */
export const powerUsers: Story = {
  account: {
    name: 'Kestrel Labs',
    industry: 'Software',
    employees: 90,
    timeZone: 'America/Los_Angeles',
    plan: 'pro',
    seats: 16,
    members: 14,
  },
  leads: ['Aiko Tanabe', 'Ravi Menon'],
  plot: () => ({
    shape(position, random) {
      const isMonitored = position === MONITORED_POSITION;
      const habits = isMonitored
        ? { activity: 0.03, volume: 3, automates: false, worksInBulk: false }
        : { activity: random.normal(0.95, 0.02), volume: random.normal(26, 3), automates: true };
      const satisfaction = isMonitored ? 0 : 2;
      return {
        role: position === 0 ? 'admin' : 'member',
        habits,
        fate: { satisfaction, shocks: [], neverCancels: true },
      };
    },
  }),
};
