import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { CONTROL_MIGRATIONS } from '../../src/sqlite/control/control-schema.ts';
import { openControlStorage } from '../../src/sqlite/control/open-control-storage.ts';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import { PROJECT_SCHEMA } from '../../src/sqlite/project/project-schema.ts';
import { expectVerified, projectPath, readStored } from '../faults/expect-whole.ts';
import { postRequest } from '../faults/start-load.ts';
import { temporaryFolder } from '../http/open-collector.ts';
import { serveArdent } from '../http/run-ardent.ts';
import { ANNA, BERT, placeFixture, versionOf } from './fixtures.ts';

const CONTROL_VERSIONS = CONTROL_MIGRATIONS.slice(1).map((_, index) => index + 1);
const PROJECT_VERSIONS = PROJECT_SCHEMA.slice(1).map((_, index) => index + 1);
const SECRET_KEY = 'sk_of_the_fixture_12345';

test.each(PROJECT_VERSIONS)(
  "a project's file of schema %i: the newest, with a copy of what it was",
  async (version) => {
    const dataDir = temporaryFolder();
    const path = placeFixture(`project-${version}`, projectPath(dataDir));
    expect(versionOf(path)).toBe(version);
    const writer = openProjectWriter({ path, timeZone: 'UTC', now: Date.now });
    await writer.close();
    expect([versionOf(path), versionOf(`${path}.schema-${version}`)]).toEqual([
      PROJECT_SCHEMA.length,
      version,
    ]);
    expect(await readStored(dataDir, [ANNA, BERT])).toEqual(['m-1', 'm-2', 'm-3', 'm-4', 'm-5']);
    expectVerified(dataDir);
    const copy = new SqliteDatabase(`${path}.schema-${version}`, { readonly: true });
    expect(copy.prepare('SELECT count(*) FROM event').pluck().get()).toBe(5);
    copy.close();
  },
);

test.each(CONTROL_VERSIONS)(
  'control data of schema %i: the same project and keys, and a copy',
  async (version) => {
    const path = placeFixture(`control-${version}`, join(temporaryFolder(), 'control.db'));
    const control = openControlStorage(path);
    expect(await control.findProject('default')).toMatchObject({ projectId: 'default', timeZone: 'UTC' });
    expect(await control.findStoredKey(SECRET_KEY)).toMatchObject({
      keyId: 'key_s',
      scopes: ['read', 'admin'],
    });
    expect(await control.listKeys('default', Date.now())).toHaveLength(2);
    await control.close();
    expect([versionOf(path), versionOf(`${path}.schema-${version}`)]).toEqual([
      CONTROL_MIGRATIONS.length,
      version,
    ]);
  },
);

test('a whole data folder of the first schemas: the server starts on it by itself, and knows every message', async () => {
  const dataDir = temporaryFolder();
  placeFixture('control-1', join(dataDir, 'control.db'));
  placeFixture('project-1', projectPath(dataDir));
  const server = await serveArdent({ ARDENT_DATA_DIR: dataDir, ARDENT_WRITE_KEY: 'wk_for_tests' });
  expect(await postRequest(server.url, ANNA)).toMatchObject({ accepted: 0, duplicates: 4, rejected: [] });
  const headers = { authorization: `Bearer ${SECRET_KEY}` };
  const profile = await fetch(`${server.url}/v1/profiles/anna`, { headers });
  expect([profile.status, await profile.json()]).toMatchObject([200, { traits: { plan: 'pro' } }]);
  expectVerified(dataDir);
});

test('a file of the newest schema is not copied', async () => {
  const dataDir = temporaryFolder();
  const path = projectPath(dataDir);
  mkdirSync(dirname(path));
  for (let start = 0; start < 2; start++) {
    await openProjectWriter({ path, timeZone: 'UTC', now: Date.now }).close();
  }
  expect(readdirSync(dirname(path))).toEqual(['default.db']);
});
