import { createHash } from 'node:crypto';
import { parseMessage, type WireMessage } from '@ardent/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDemoHistory } from '../../src/demo/create-demo-history.ts';
import type { DemoPlan } from '../../src/demo/demo-plan.ts';

const SMALL: DemoPlan = { seed: 1, profiles: 120, days: 60, endDay: '2026-11-20', timeZone: 'UTC' };
const HOUR_MS = 3_600_000;

function hashOf(plan: DemoPlan): string {
  const hash = createHash('sha256');
  for (const message of createDemoHistory(plan).messages()) hash.update(JSON.stringify(message));
  return hash.digest('hex');
}

const idsOf = (messages: Iterable<WireMessage>) => Array.from(messages, ({ messageId }) => messageId);
const timeOf = ({ timestamp = '' }: WireMessage) => Date.parse(timestamp);

test('a seed tells the same story again to the byte, and another seed another one', () => {
  expect(hashOf(SMALL)).toBe(hashOf(SMALL));
  expect(hashOf(SMALL)).not.toBe(hashOf({ ...SMALL, seed: 2 }));
});

test('messages come in the order of their times, from the first day to the end of the last', () => {
  const { world, messages } = createDemoHistory(SMALL);
  const times = Array.from(messages(), timeOf);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times[0]).toBeGreaterThanOrEqual(world.calendar.instantOf(0, 0) - 14 * HOUR_MS);
  expect(times.at(-1)).toBeGreaterThan(world.calendar.instantOf(59, 12 * 60));
});

test('roster and days hold every message once, each day by itself in any order', () => {
  const history = createDemoHistory(SMALL);
  const parts = idsOf(history.roster());
  for (let day = SMALL.days - 1; day >= 0; day--) parts.push(...idsOf(history.day(day)));
  expect(new Set(parts).size).toBe(parts.length);
  expect(parts.sort()).toEqual(idsOf(history.messages()).sort());
});

test('`until` cuts off what comes after it, and changes nothing before', () => {
  const whole = createDemoHistory(SMALL);
  const until = whole.world.calendar.instantOf(59, 11 * 60);
  const cut = [...createDemoHistory(SMALL, until).messages()];
  expect(cut).toEqual([...whole.messages()].filter((message) => timeOf(message) <= until));
  expect(cut.every((message) => timeOf(message) <= until)).toBe(true);
});

test('whatever the plan, core takes each message as it is, and no id comes twice', () => {
  const plans = fc.record({
    seed: fc.nat(),
    profiles: fc.integer({ min: 120, max: 160 }),
    days: fc.integer({ min: 60, max: 80 }),
    endDay: fc.constantFrom('2026-03-01', '2026-03-31', '2025-12-31', '2024-02-29'),
    timeZone: fc.constantFrom('UTC', 'Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kathmandu'),
  });
  fc.assert(
    fc.property(plans, (plan) => {
      const seen = new Set<string>();
      for (const message of createDemoHistory(plan).messages()) {
        const parsed = parseMessage(message);
        if (!parsed.ok) throw new Error(`${parsed.rejection.message}: ${JSON.stringify(message)}`);
        if (seen.has(`${message.messageId}`)) throw new Error(`${message.messageId} came twice`);
        seen.add(`${message.messageId}`);
      }
    }),
    { numRuns: 4 },
  );
});

test.each([
  [{ profiles: 10 }, 'profiles must be a whole number from 120 to 50000, got 10'],
  [{ days: 30.5 }, 'days must be a whole number from 60 to 390, got 30.5'],
  [{ seed: -1 }, 'seed must be a whole number from 0 to 2147483647, got -1'],
  [{ endDay: '2026-02-30' }, 'endDay must be a date written YYYY-MM-DD, got "2026-02-30"'],
  [{ timeZone: 'Mars' }, 'timeZone must be an IANA time zone such as Europe/Berlin, got "Mars"'],
])('a plan with %j is refused by name', (wrong, message) => {
  expect(() => createDemoHistory({ ...SMALL, ...wrong })).toThrow(message);
});
