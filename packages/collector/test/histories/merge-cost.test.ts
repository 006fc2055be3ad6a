import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import type { AppendItem, ProjectWriter } from '../../src/storage/project-storage.ts';
import { DAY_MS, item, NOON } from '../storage/messages.ts';

const IO = '/proc/thread-self/io';
const GROUP = 2_000;
const OTHERS = 100;
const TIMES_LARGER = 50;
const EVENTS_OF_EACH = 6;
const BUSY_EVENTS = 60;
// Trees that are a level or two deeper; a look through everything would be near TIMES_LARGER.
const MOST_TIMES_THE_WORK = 3;

/** Bytes that this thread has read from and written to files so far. */
function bytesMoved(): number {
  const io = readFileSync(IO, 'utf8');
  return Number(/rchar: (\d+)/.exec(io)?.[1]) + Number(/wchar: (\d+)/.exec(io)?.[1]);
}

function* lifeOf(ids: object, events: number): Generator<AppendItem> {
  yield item({ ...ids, type: 'group', groupId: 'g', timestamp: NOON });
  yield item({ ...ids, type: 'identify', traits: { plan: 'pro' }, timestamp: NOON });
  for (let n = 0; n < events; n++) {
    const context = { sessionId: `s${n}`, path: '/a' };
    yield item({ ...ids, timestamp: NOON - (n % 60) * DAY_MS, context });
  }
}

function* peopleOf(others: number): Generator<AppendItem> {
  for (let n = 0; n < others; n++) {
    yield* lifeOf({ userId: `user-${n}`, anonymousId: `browser-${n}` }, EVENTS_OF_EACH);
  }
  yield* lifeOf({ userId: 'new' }, EVENTS_OF_EACH);
  yield* lifeOf({ anonymousId: 'phone' }, BUSY_EVENTS);
  yield* lifeOf({ userId: 'old' }, BUSY_EVENTS);
  yield* lifeOf({ userId: 'idle' }, 1);
}

async function appendAll(writer: ProjectWriter, items: Iterable<AppendItem>): Promise<void> {
  const group: AppendItem[] = [];
  for (const one of items) {
    group.push(one);
    if (group.length === GROUP) await writer.append(group.splice(0));
  }
  await writer.append(group);
}

/** What links and merges cost in a project of so many others, by a writer that has nothing in memory yet. */
async function measureMerges(others: number): Promise<{ link: number; merge: number; idle: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-merge-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const open = () =>
    openProjectWriter({ path: join(folder, 'project.db'), timeZone: 'UTC', now: () => NOON });
  const filling = open();
  await appendAll(filling, peopleOf(others));
  await filling.close();
  // What the writer does every second must not fall into a measurement.
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const measure = async (message: AppendItem) => {
    const writer = open();
    // What every first message reads, whatever it does.
    await writer.append([item({ userId: 'new', timestamp: NOON })]);
    const before = bytesMoved();
    expect(await writer.append([message])).toMatchObject([{ status: 'accepted' }]);
    const moved = bytesMoved() - before;
    await writer.close();
    return moved;
  };
  const alias = (previousId: string) => item({ type: 'alias', userId: 'new', previousId }, { trusted: true });
  const moved = {
    idle: await measure(alias('idle')),
    link: await measure(item({ type: 'identify', userId: 'new', anonymousId: 'phone' })),
    merge: await measure(alias('old')),
  };
  vi.useRealTimers();
  return moved;
}

test.skipIf(!existsSync(IO))(
  'a link and a merge cost what the absorbed profile did, not what the database holds',
  async () => {
    const small = await measureMerges(OTHERS);
    const large = await measureMerges(OTHERS * TIMES_LARGER);
    process.stdout.write(`bytes moved: ${JSON.stringify({ small, large })}\n`);
    expect(large.link).toBeLessThan(small.link * MOST_TIMES_THE_WORK);
    expect(large.merge).toBeLessThan(small.merge * MOST_TIMES_THE_WORK);
    // The measure sees work: whoever did less costs less.
    expect(large.idle).toBeLessThan(large.merge * 0.75);
  },
  120_000,
);
