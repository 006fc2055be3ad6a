import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { loadConfig } from '../config.ts';
import { createCollector } from '../create-collector.ts';
import { main } from './main.ts';

const WRITE_KEY = 'wk_for_tests';

async function withOneEvent(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-verify-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const collector = await createCollector(
    loadConfig({}, { PORT: '0', ARDENT_DATA_DIR: folder, ARDENT_WRITE_KEY: WRITE_KEY }),
    { now: Date.now },
  );
  const body = '{"userId":"anna","event":"E"}';
  const { status } = await collector.app.request(`/v1/track?writeKey=${WRITE_KEY}`, { method: 'POST', body });
  expect(status).toBe(200);
  await collector.stop();
  return folder;
}

async function ardent(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(argv, { out: (text) => void out.push(text), err: (text) => void err.push(text) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

test('verify tells what differs, with exit code 1; --repair mends it', async () => {
  const folder = await withOneEvent();
  expect(await ardent('verify', '--data-dir', folder)).toEqual({
    code: 0,
    out: '1 events on 1 days counted anew: 0 differences.',
    err: '',
  });

  const db = new SqliteDatabase(join(folder, 'projects', 'default.db'));
  db.exec('UPDATE daily SET amount = 5 WHERE signal = 0');
  db.close();
  const broken = await ardent('verify', '--data-dir', folder);
  expect(broken).toMatchObject({ code: 1, err: expect.stringContaining('ardent verify --repair') });
  expect(broken.out).toContain('signal 0 (*): 5 stored, 1 counted');

  const mended = await ardent('verify', '--repair', '--data-dir', folder);
  expect(mended).toMatchObject({ code: 0, out: expect.stringMatching(/^Rebuilt \d{4}-\d\d-\d\d\.\n/) });
  const audit = await ardent('audit', '--limit', '1', '--data-dir', folder);
  expect(audit.out).toMatch(/counts-repaired +\d{4}-\d\d-\d\d {2}by command line$/);
});

test('verify says from which day it speaks once raw events were let go', async () => {
  const folder = await withOneEvent();
  const db = new SqliteDatabase(join(folder, 'projects', 'default.db'));
  db.exec("INSERT INTO meta VALUES ('events_from', 20000); UPDATE daily SET amount = 9, day = 19999");
  db.close();
  expect((await ardent('verify', '--data-dir', folder)).out).toContain(
    'Raw events are kept from 2024-10-04 on: earlier counts are taken as they are.',
  );
});

test('a project without data has nothing to verify; one that is not there is named', async () => {
  const folder = await withOneEvent();
  expect(await ardent('verify', '--project', 'nope', '--data-dir', folder)).toMatchObject({
    code: 1,
    err: expect.stringContaining('"nope"'),
  });
});
