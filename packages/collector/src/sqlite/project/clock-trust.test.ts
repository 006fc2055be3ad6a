import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { type ClockTrust, prepareClockTrust } from './clock-trust.ts';
import { createMetaTable } from './meta-table.ts';

const NOON = Date.UTC(2026, 2, 2, 12);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function open(...eventDays: number[]): ClockTrust {
  const db = new SqliteDatabase(':memory:');
  db.exec('CREATE TABLE meta (name TEXT PRIMARY KEY, value); CREATE TABLE event (day INTEGER)');
  for (const day of eventDays) db.prepare('INSERT INTO event VALUES (?)').run(day);
  return prepareClockTrust(db, createMetaTable(db));
}

function begun(): ClockTrust {
  const clock = open();
  clock.begin(NOON);
  return clock;
}

/** Whether each of the checks, so often from a time on, believed the clock. */
function check(clock: ClockTrust, { from, every, times }: { from: number; every: number; times: number }) {
  return Array.from({ length: times }, (_, n) => clock.findJump(from + n * every) === undefined);
}

const never = (times: number) => Array<boolean>(times).fill(false);

test('a clock that goes on, also after a week off or set back, is believed', () => {
  const clock = begun();
  expect(clock.findJump(NOON + HOUR_MS)).toBeUndefined();
  expect(clock.findJump(NOON + HOUR_MS + 7 * DAY_MS)).toBeUndefined();
  expect(clock.findJump(NOON - 400 * DAY_MS)).toBeUndefined();
});

test('one that is far ahead is believed when it has gone on for a day of running', () => {
  const clock = begun();
  const from = NOON + 60 * DAY_MS;
  expect(clock.findJump(from)).toEqual({ from: NOON, waitMs: DAY_MS });
  expect(clock.findJump(from + HOUR_MS)).toEqual({ from: NOON, waitMs: 23 * HOUR_MS });
  expect(check(clock, { from: from + 2 * HOUR_MS, every: HOUR_MS, times: 24 })).toEqual([
    ...never(22),
    true,
    true,
  ]);
});

test('one that came back is believed at once, and has to wait anew when it jumps again', () => {
  const clock = begun();
  const from = NOON + 730 * DAY_MS;
  expect(check(clock, { from, every: HOUR_MS, times: 23 })).toEqual(never(23));
  expect(clock.findJump(NOON + 23 * HOUR_MS)).toBeUndefined();
  expect(clock.findJump(from + 24 * HOUR_MS)).toMatchObject({ waitMs: DAY_MS });
});

test('one that jumps on, or part of the way back, has to wait anew', () => {
  for (const next of [NOON + 730 * DAY_MS, NOON + 20 * DAY_MS]) {
    const clock = begun();
    expect(check(clock, { from: NOON + 60 * DAY_MS, every: HOUR_MS, times: 20 })).toEqual(never(20));
    expect(clock.findJump(next)).toEqual({ from: NOON, waitMs: DAY_MS });
  }
});

test('time that it was not checked in counts as two hours at most', () => {
  const clock = begun();
  const daily = { from: NOON + 60 * DAY_MS, every: DAY_MS, times: 13 };
  expect(check(clock, daily)).toEqual([...never(12), true]);
});

test('a file of before begins with the day of its newest event, and not with what is to come', () => {
  const day = NOON / DAY_MS - 60.5;
  const old = open(day - 1, day);
  old.begin(NOON);
  expect(old.findJump(NOON)).toEqual({ from: (day + 1) * DAY_MS, waitMs: DAY_MS });
  old.begin(NOON);
  expect(old.findJump(NOON)?.from).toBe((day + 1) * DAY_MS);
  const ahead = open(day + 900);
  ahead.begin(NOON);
  expect(ahead.findJump(NOON + 8 * DAY_MS)).toMatchObject({ from: NOON });
});
