import type { Story } from './story.ts';

/** Somebody reads about the product on the phone, signs up at a desk, and later signs in on the phone: one person. */
export const twoDevices: Story = {
  account: {
    name: 'Fjordline Travel',
    industry: 'Travel',
    employees: 25,
    timeZone: 'Europe/Berlin',
    plan: 'starter',
    seats: 4,
    members: 4,
  },
  leads: ['Noa Lindqvist'],
  plot(calendar) {
    const startedOn = calendar.last - 25;
    return {
      startedOn,
      shape: (position, random) => ({
        role: position === 0 ? 'admin' : 'member',
        joinedOn: startedOn + (position === 0 ? 0 : random.int(2, 9)),
        foundOnPhone: position === 0,
        habits: { activity: 0.8, volume: 9, ...(position === 0 && { phoneShare: 0.4 }) },
        fate: { satisfaction: 1.1, shocks: [], converts: true, neverCancels: true },
      }),
    };
  },
};
