import type { Story } from './story.ts';

const MONDAY = 0;

/** Content customers grow tired of it one after the other, come less and less, and only weeks later cancel. */
export const churnAfterFading: Story = {
  account: {
    name: 'Marlow Print',
    industry: 'Printing',
    employees: 60,
    timeZone: 'Europe/London',
    plan: 'starter',
    seats: 10,
    members: 8,
  },
  leads: ['Tom Wexler'],
  plot(calendar) {
    const fadesFrom = calendar.weekdayBefore(MONDAY, 60);
    return {
      shape(position, random) {
        const from = fadesFrom + (position === 0 ? 0 : random.int(0, 8));
        const cancelsOn = calendar.last - (position === 0 ? 9 : random.int(4, 16));
        return {
          role: position === 0 ? 'admin' : 'member',
          habits: { activity: random.normal(0.75, 0.08), volume: 10 },
          fate: { satisfaction: 1.1, shocks: [{ from, change: -3.3 }], cancelsOn },
        };
      },
    };
  },
};
