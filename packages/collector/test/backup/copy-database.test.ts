import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { copyDatabase } from '../../src/sqlite/copy-database.ts';
import { temporaryFolder } from '../http/open-collector.ts';

const CHILD = fileURLToPath(new URL('./rewrite-until-killed.mjs', import.meta.url));
// Far more than is copied at a time, and than is copied between two commits.
const ROWS = 5_000;
const COPIES = 4;

/** Lets a process change a database all over, as fast as it can, until the test ends. */
async function startWriter(path: string): Promise<void> {
  const child = spawn(process.execPath, [CHILD, path, String(ROWS)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onTestFinished(async () => {
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  });
  await vi.waitFor(() => expect(read(path).latest).toBeGreaterThan(0), { timeout: 60_000 });
}

/** The last commit in a database, and how many are in it in part. */
function read(path: string): { latest: number; torn: number } {
  const database = new SqliteDatabase(path, { fileMustExist: true });
  try {
    const found = database
      .prepare<[number], { latest: number; torn: number }>(
        `SELECT max(one.number) AS latest, sum(one.number <> other.number) AS torn
         FROM page AS one JOIN page AS other ON other.id = ? - one.id`,
      )
      .get(ROWS + 1);
    return found ?? { latest: 0, torn: 0 };
  } finally {
    database.close();
  }
}

test('a copy is of one moment, however fast all of the database changes under it', async () => {
  const folder = temporaryFolder();
  const source = join(folder, 'source.db');
  await startWriter(source);
  for (let n = 0; n < COPIES; n++) {
    const before = read(source).latest;
    const target = join(folder, `copy-${n}.db`);
    await copyDatabase(source, target);
    const { latest, torn } = read(target);
    expect(torn).toBe(0);
    expect(latest).toBeGreaterThanOrEqual(before);
  }
}, 120_000);
