import { DAY_MS, NOW, type TestCollector } from './open-collector.ts';

/** People with habits: the more they do, the likelier they stay. */
export interface JudgedPeople {
  userIds: string[];
  messages: object[];
  /** Those whose `Subscription Cancelled` comes in the last 28 days. */
  cancelled: Set<string>;
}

const HISTORY_DAYS = 80;
const EVENT = 'Task Done';

/** Numbers from 0 to 1 that are the same each time (mulberry32). */
export function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param byHabit whether habits decide who cancels, or chance alone. */
export function createJudgedPeople(size: number, byHabit: boolean): JudgedPeople {
  const chance = createChance(7);
  const people: JudgedPeople = { userIds: [], messages: [], cancelled: new Set() };
  for (let i = 0; i < size; i++) {
    const userId = `user-${i}`;
    const habit = chance();
    people.userIds.push(userId);
    const leaves = byHabit ? chance() > habit : chance() > 0.5;
    const lastDay = leaves ? 20 : 0;
    for (let daysAgo = HISTORY_DAYS; daysAgo >= lastDay; daysAgo--) {
      const timestamp = new Date(NOW - daysAgo * DAY_MS).toISOString();
      // Everybody does something on the day of the origin, so that all are asked.
      if (chance() < habit * 0.5 || daysAgo === 28 || daysAgo === HISTORY_DAYS) {
        people.messages.push({ type: 'track', userId, event: EVENT, timestamp });
      }
      if (chance() < 0.1) people.messages.push({ type: 'page', userId, name: 'Home', timestamp });
    }
    if (!leaves) continue;
    people.cancelled.add(userId);
    const timestamp = new Date(NOW - 19 * DAY_MS).toISOString();
    const properties = { nonInteraction: true };
    people.messages.push({ type: 'track', userId, event: 'Subscription Cancelled', timestamp, properties });
  }
  return people;
}

/** A model that counts what they do. */
export const TASKS_MODEL = {
  name: 'Tasks',
  decay: { type: 'half-life', days: 14 },
  target: 10,
  signals: [{ key: 'tasks', event: EVENT, weight: 1, perDay: 'log' }],
} as const;

export async function sendAll({ send }: TestCollector, messages: readonly object[]): Promise<void> {
  for (let start = 0; start < messages.length; start += 2_000) {
    await send(messages.slice(start, start + 2_000));
  }
}
