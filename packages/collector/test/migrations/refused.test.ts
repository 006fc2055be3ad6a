import { mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createBackup } from '../../src/backup/create-backup.ts';
import { restoreBackup } from '../../src/backup/restore-backup.ts';
import { dataFolder } from '../../src/data-folder.ts';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import { PROJECT_SCHEMA } from '../../src/sqlite/project/project-schema.ts';
import { expectVerified, projectPath, readStored } from '../faults/expect-whole.ts';
import { openCollector, temporaryFolder, WRITE_KEY } from '../http/open-collector.ts';
import { runArdent, serveArdent } from '../http/run-ardent.ts';
import { ANNA, placeFixture, versionOf } from './fixtures.ts';

const FUTURE = 99;

/** A data folder with a message of anna's, its collector ended. */
async function usedData(): Promise<string> {
  const { send, stop, config } = await openCollector();
  await send([{ type: 'track', event: 'E', userId: 'anna', messageId: 'm-1' }]);
  await stop();
  return config.dataDir;
}

/** As a program would leave it that is newer than this one. */
function makeNewer(path: string): void {
  const database = new SqliteDatabase(path);
  database.exec('CREATE TABLE of_the_future (x)');
  database.pragma(`user_version = ${FUTURE}`);
  database.close();
}

test('control data of a newer program: the start ends, says so, and changes nothing', async () => {
  const dataDir = await usedData();
  const path = join(dataDir, 'control.db');
  makeNewer(path);
  const before = readFileSync(path);
  const { exitCode, err } = await runArdent(['serve'], { PORT: '0', ARDENT_DATA_DIR: dataDir });
  expect(exitCode).toBe(1);
  expect(err).toMatch(/control\.db has schema version 99, .* up to \d+[\s\S]*start the newer program/);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("a newer program's project: nothing is taken for it, the log says why, and the file stays as it is", async () => {
  const dataDir = await usedData();
  const path = projectPath(dataDir);
  makeNewer(path);
  const before = readFileSync(path);
  const server = await serveArdent({ ARDENT_DATA_DIR: dataDir, ARDENT_WRITE_KEY: WRITE_KEY });
  const response = await fetch(`${server.url}/v1/track?writeKey=${WRITE_KEY}`, {
    method: 'POST',
    body: '{"userId":"anna","event":"E","messageId":"m-2"}',
  });
  expect([response.status, Number(response.headers.get('retry-after')) > 0]).toEqual([503, true]);
  expect(await response.json()).toMatchObject({ code: 'database_too_new' });
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
  await expect.poll(server.err).toMatch(/default\.db has schema version 99.*start the newer program/);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test.each(['control.db', 'projects/default.db'])(
  "a backup with a newer program's %s is not restored, and what was there stays",
  async (newer) => {
    const data = dataFolder(await usedData());
    const backup = join(temporaryFolder(), 'backup');
    makeNewer(join(data.path, newer));
    await createBackup(data, { target: backup, now: Date.now() });
    const other = dataFolder(await usedData());
    await expect(restoreBackup(other, { backup, force: true, now: Date.now() })).rejects.toMatchObject({
      code: 'database_too_new',
    });
    expect(await readStored(other.path, [ANNA])).toEqual(['m-1']);
    expectVerified(other.path);
  },
);

test('where no copy can be made of an earlier schema, nothing is migrated until it can', async () => {
  const dataDir = temporaryFolder();
  const path = placeFixture('project-1', projectPath(dataDir));
  const inTheWay = `${path}.schema-1`;
  mkdirSync(inTheWay);
  const open = () => openProjectWriter({ path, timeZone: 'UTC', now: Date.now });
  expect(open).toThrow(
    expect.objectContaining({
      code: 'database_unusable',
      message: expect.stringContaining(`${path} must be copied before its schema changes`),
      hint: expect.stringContaining('make room'),
    }),
  );
  expect(versionOf(path)).toBe(1);
  rmdirSync(inTheWay);
  await open().close();
  expect([versionOf(path), versionOf(inTheWay)]).toEqual([PROJECT_SCHEMA.length, 1]);
  expect(await readStored(dirname(dirname(path)), [ANNA])).toEqual([...ANNA.messageIds]);
  expectVerified(dataDir);
});
