import SqliteDatabase, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';
import { createTransact } from './transaction.ts';

let db: Database;
let recoveries: number;
let groups: number[][];
let commits: GroupCommit<number, string>;

beforeEach(() => {
  db = new SqliteDatabase(':memory:');
  db.exec('CREATE TABLE t (x INTEGER PRIMARY KEY)');
  recoveries = 0;
  groups = [];
  const insert = db.prepare<[number]>('INSERT INTO t VALUES (?)');
  const transact = createTransact(db, () => {
    recoveries++;
  });
  commits = createGroupCommit<number, string>({
    path: 'test.db',
    transact,
    work(items) {
      groups.push([...items]);
      for (const item of items) insert.run(item);
      return items.map((item) => `stored ${item}`);
    },
  });
});
afterEach(() => {
  db.close();
});

const stored = () => db.prepare('SELECT x FROM t ORDER BY x').pluck().all();

test('what comes together is committed together, and each gets its own outcomes', async () => {
  const outcomes = await Promise.all([commits.run([1, 2]), commits.run([]), commits.run([3])]);
  expect(outcomes).toEqual([['stored 1', 'stored 2'], [], ['stored 3']]);
  expect(groups).toEqual([[1, 2, 3]]);
  expect(db.inTransaction).toBe(false);
});

test('a failure of one request fails no other, and memory is brought back before anything else is done', async () => {
  const settled = await Promise.allSettled([commits.run([1]), commits.run([2, 2]), commits.run([3])]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(settled[1]).toMatchObject({
    reason: { code: 'storage_failed', message: expect.stringContaining('test.db') },
  });
  expect(stored()).toEqual([1, 3]);
  expect(recoveries).toBe(2);
});

test('a disk that takes no more fails the whole group at once, and the next one succeeds when there is room', async () => {
  const pages = Number(db.pragma('page_count', { simple: true }));
  db.pragma(`max_page_count = ${pages}`);
  const many = Array.from({ length: 3_000 }, (_, index) => index);
  const settled = await Promise.allSettled([commits.run(many), commits.run([9_999])]);
  expect(settled).toMatchObject([{ reason: { code: 'disk_full' } }, { reason: { code: 'disk_full' } }]);
  expect([stored(), groups.length]).toEqual([[], 1]);
  db.pragma('max_page_count = 10000');
  expect(await commits.run([9_999])).toEqual(['stored 9999']);
});

test('large requests do not share a commit, and drain waits for all of them', async () => {
  const large = (start: number) => Array.from({ length: 3_000 }, (_, index) => start + index);
  const runs = [commits.run(large(0)), commits.run(large(10_000)), commits.run([7_777])];
  await commits.drain();
  expect(groups.map(({ length }) => length)).toEqual([3_000, 3_001]);
  await Promise.all(runs);
  await commits.drain();
});
