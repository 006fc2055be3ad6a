import type { Story } from './story.ts';

const FRIDAY = 4;

/** One person is all the account lives by; she leaves the company, and the others stop soon after. */
export const championLeaves: Story = {
  account: {
    name: 'Halden Robotics',
    industry: 'Robotics',
    employees: 140,
    timeZone: 'Europe/Berlin',
    plan: 'pro',
    seats: 12,
    members: 9,
  },
  leads: ['Ingrid Solheim'],
  plot(calendar) {
    const leavesOn = calendar.weekdayBefore(FRIDAY, 21);
    return {
      shape(position, random) {
        if (position === 0) {
          const habits = { activity: 0.98, volume: 30, automates: true, worksInBulk: false };
          const fate = { satisfaction: 1.8, shocks: [], leavesOn, neverCancels: true };
          return { role: 'admin', habits, fate };
        }
        return {
          role: 'member',
          habits: { activity: random.normal(0.07, 0.015), volume: 3, automates: false, worksInBulk: false },
          fate: { satisfaction: 0.6, shocks: [{ from: leavesOn + 2, change: -3 }], neverCancels: true },
        };
      },
    };
  },
};
