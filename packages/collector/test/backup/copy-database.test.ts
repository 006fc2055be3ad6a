import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { copyDatabase } from '../../src/sqlite/copy-database.ts';
import { temporaryFolder } from '../http/open-collector.ts';

const CHILD = fileURLToPath(new URL('./rewrite-until-killed.mjs', import.meta.url));
// Far more than SQLite's backup copies at a time: commits come between.
const ROWS = 1_500;
const COPIES = 8;

/** A process that rewrites all of a database again and again; `latest` is what it has committed at least. */
async function startWriter(path: string): Promise<{ latest(): Promise<number> }> {
  const child: ChildProcess = spawn(process.execPath, [CHILD, path, String(ROWS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  });
  let told = '';
  child.stdout?.on('data', (chunk) => {
    told = String(chunk);
  });
  return {
    async latest() {
      if (child.stdout !== null) await once(child.stdout, 'data');
      return Number(told.trim().split('\n').at(-1));
    },
  };
}

function readNumbers(path: string): { number: number; rows: number }[] {
  const database = new SqliteDatabase(path);
  try {
    return database
      .prepare<[], { number: number; rows: number }>(
        'SELECT number, count(*) AS rows FROM page GROUP BY number',
      )
      .all();
  } finally {
    database.close();
  }
}

test('a copy is of one moment, however fast all of the database changes under it', async () => {
  const folder = temporaryFolder();
  const source = join(folder, 'source.db');
  const writer = await startWriter(source);
  for (let n = 0; n < COPIES; n++) {
    const before = await writer.latest();
    const target = join(folder, `copy-${n}.db`);
    await copyDatabase(source, target);
    const [copied, ...others] = readNumbers(target);
    expect(others).toEqual([]);
    expect(copied?.rows).toBe(ROWS);
    expect(copied?.number).toBeGreaterThanOrEqual(before);
  }
}, 120_000);
