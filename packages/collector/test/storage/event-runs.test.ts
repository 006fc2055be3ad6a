import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import { expectVerifiedFile } from '../faults/expect-whole.ts';
import { temporaryFolder } from '../http/open-collector.ts';
import { DAY_MS, HOUR_MS, item, NOON } from './messages.ts';

const EVENTS_PER_RUN = 16_384;
const GROUP = 4_000;
// One full run, and some of the next.
const EVENTS = 5 * GROUP;
const PEOPLE = 100;

const openWriter = (path: string) => openProjectWriter({ path, timeZone: 'UTC', now: () => NOON });

/** A day of many events in groups, each by a writer of its own; the day before has a few. */
async function fillProject(path: string): Promise<void> {
  for (let start = 0; start < EVENTS; start += GROUP) {
    const writer = openWriter(path);
    await writer.append(Array.from({ length: GROUP }, (_, index) => event(start + index)));
    await writer.close();
  }
  const writer = openWriter(path);
  await writer.append([event(EVENTS, NOON - DAY_MS), event(0)]);
  await writer.close();
}

function event(index: number, timestamp = NOON - HOUR_MS + index) {
  return item({ userId: `u${index % PEOPLE}`, messageId: `m${index}`, timestamp });
}

function countByRun(path: string): unknown[] {
  const database = new SqliteDatabase(path, { readonly: true });
  const rows = database
    .prepare('SELECT run, count(*) FROM event GROUP BY day, run ORDER BY day, run')
    .raw()
    .all();
  database.close();
  return rows;
}

async function listEvents(path: string, userId: string): Promise<string[]> {
  const reader = openProjectReader(path);
  const profile = await reader.findProfile({ userId });
  const events =
    profile === undefined ? [] : await reader.listEvents(profile.profileId, { limit: 2 * EVENTS });
  await reader.close();
  return events.map(({ messageId }) => messageId);
}

test('a day of several runs: filled one after the other, across restarts, and read, counted and erased as one', async () => {
  const path = join(temporaryFolder(), 'project.db');
  await fillProject(path);
  expect(countByRun(path)).toEqual([
    [0, 1],
    [0, EVENTS_PER_RUN],
    [1, EVENTS - EVENTS_PER_RUN],
  ]);
  const ofOne = Array.from({ length: EVENTS / PEOPLE }, (_, index) => `m${7 + index * PEOPLE}`);
  expect(await listEvents(path, 'u7')).toEqual(ofOne.toReversed());
  expectVerifiedFile(path);
  const writer = openWriter(path);
  const receipt = await writer.eraseProfile({ ref: { userId: 'u7' }, change: { actor: 'test', at: NOON } });
  await writer.close();
  expect(receipt?.erased.messages).toBe(EVENTS / PEOPLE);
  expect(await listEvents(path, 'u7')).toEqual([]);
  expectVerifiedFile(path);
});
