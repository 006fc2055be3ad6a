import type { Story } from './story.ts';

const MONDAY = 0;

/** Three days of tickets about a broken import; support answers well, and a week later all is as before. */
export const stormWeathered: Story = {
  account: {
    name: 'Tessera Foods',
    industry: 'Food',
    employees: 220,
    timeZone: 'Europe/Madrid',
    plan: 'pro',
    seats: 10,
    members: 8,
  },
  leads: ['Marisol Vidal'],
  plot(calendar) {
    const from = calendar.weekdayBefore(MONDAY, 30);
    return {
      storm: { from, until: from + 2 },
      shape: (position, random) => ({
        role: position === 0 ? 'manager' : 'member',
        habits: { activity: random.normal(0.8, 0.05), volume: 11 },
        fate: { satisfaction: 1.2, shocks: [{ from, until: from + 7, change: -1.5 }], neverCancels: true },
      }),
    };
  },
};
