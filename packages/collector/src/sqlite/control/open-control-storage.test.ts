import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ControlStorage } from '../../storage/control-storage.ts';
import { CONTROL_MIGRATIONS } from './control-schema.ts';
import { openKeyLookup } from './key-lookup.ts';
import { openControlStorage } from './open-control-storage.ts';

const change = { actor: 'test', at: 1000 };
const secret = { projectId: 'default', kind: 'secret', replaces: 'none', change } as const;
let folder: string;
let path: string;
let control: ControlStorage;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ardent-control-'));
  path = join(folder, 'control.db');
  control = openControlStorage(path);
  await control.addProject({ projectId: 'default', timeZone: 'UTC', createdAt: 1000 }, change);
});

afterEach(async () => {
  await control.close();
  rmSync(folder, { recursive: true });
});

test('write keys can be read again, secret keys cannot, nor stand anywhere in the file', async () => {
  await control.putKey({ ...secret, kind: 'write', key: 'wk_readable_again' });
  await control.putKey({ ...secret, key: 'sk_never_to_be_seen_again' });
  const keys = await control.listKeys('default', 2000);
  expect(keys.map((key) => key.writeKey)).toEqual(['wk_readable_again', undefined]);
  const database = new SqliteDatabase(path, { readonly: true });
  expect(database.serialize().includes('sk_never_to_be_seen_again')).toBe(false);
  expect(database.serialize().includes('wk_readable_again')).toBe(true);
  database.close();
});

test('a key that replaces others ends them at once, and the audit says which', async () => {
  const first = await control.putKey({ ...secret, key: 'sk_first_first_first_first' });
  const second = await control.putKey({
    ...secret,
    key: 'sk_second_second_second_second',
    replaces: 'all',
    change: { actor: 'cli', at: 2000 },
  });
  expect((await control.listKeys('default', 2000)).map((key) => key.keyId)).toEqual([second.keyId]);
  expect(await control.listAudit(2)).toEqual([
    { at: 2000, actor: 'cli', action: 'key-added', subject: second.keyId, projectId: 'default' },
    { at: 2000, actor: 'cli', action: 'key-ended', subject: first.keyId, projectId: 'default' },
  ]);
});

test('a key from a setting replaces only keys that came from one', async () => {
  await control.putKey({ ...secret, key: 'sk_generated_generated' });
  await control.putKey({ ...secret, key: 'sk_setting_one_setting_one', isFromSetting: true });
  await control.putKey({
    ...secret,
    key: 'sk_setting_two_setting_two',
    isFromSetting: true,
    replaces: 'from-setting',
    change: { actor: 'settings', at: 2000 },
  });
  const keys = await control.listKeys('default', 3000);
  expect(keys.map((key) => key.isFromSetting)).toEqual([false, true]);
  expect((await control.findStoredKey('sk_setting_one_setting_one'))?.expiresAt).toBe(2000);
});

test('a look-up on another connection sees a rotation as soon as it is answered', async () => {
  const lookup = openKeyLookup(path, () => 5000);
  expect(lookup.findKey('wk_first')).toBeUndefined();
  await control.putKey({ ...secret, kind: 'write', key: 'wk_first' });
  expect(lookup.findKey('wk_first')).toMatchObject({
    projectId: 'default',
    kind: 'write',
    allowedOrigins: null,
  });
  await control.putKey({
    ...secret,
    kind: 'write',
    key: 'wk_second',
    replaces: 'all',
    change: { actor: 'cli', at: 5000 },
  });
  expect(lookup.findKey('wk_first')).toBeUndefined();
  expect(lookup.findKey('wk_second')).toBeDefined();
  await control.setTimeZone('default', 'Europe/Berlin', change);
  expect(lookup.findProject('default')?.timeZone).toBe('Europe/Berlin');
  lookup.close();
});

test('a login link opens once, and not after its time', async () => {
  const link = { token: 'link', projectId: null, expiresAt: 2000, change };
  await control.addLoginLink(link);
  expect(await control.redeemLoginLink('link', 1500)).toEqual({ projectId: null, expiresAt: 2000 });
  expect(await control.redeemLoginLink('link', 1500)).toBeUndefined();
  await control.addLoginLink(link);
  expect(await control.redeemLoginLink('link', 2000)).toBeUndefined();
});

test('a session lasts until it is closed or over', async () => {
  await control.openSession({ token: 'a', projectId: 'default', expiresAt: 2000, change });
  await control.openSession({ token: 'b', projectId: null, expiresAt: 2000, change });
  expect(await control.findSession('a', 1999)).toEqual({ projectId: 'default', expiresAt: 2000 });
  expect(await control.findSession('a', 2000)).toBeUndefined();
  await control.closeSession('b', change);
  expect(await control.findSession('b', 1999)).toBeUndefined();
});

test('a file that is no database is refused with what to do', () => {
  const other = join(folder, 'notes.db');
  writeFileSync(
    other,
    'these are my notes, not a database, and long enough to be looked at by SQLite'.repeat(50),
  );
  expect(() => openControlStorage(other)).toThrow(
    expect.objectContaining({ code: 'database_unusable', hint: expect.stringMatching(/backup/) }),
  );
});

test('a folder that does not exist is named', () => {
  expect(() => openControlStorage(join(folder, 'nowhere', 'control.db'))).toThrow(/nowhere/);
});

test('a key is replaced after an overlap, by one with its own settings', async () => {
  const read = await control.putKey({
    ...secret,
    key: 'sk_only_to_read_with',
    settings: { scopes: ['read'] },
  });
  expect(read.scopes).toEqual(['read']);
  await control.putKey({
    ...secret,
    key: 'sk_the_next_to_read_with',
    settings: { scopes: ['read'], requestsPerMinute: 60 },
    replaces: { keyId: read.keyId },
    replacedEndAt: 5000,
    change: { actor: 'cli', at: 2000 },
  });
  let now = 4999;
  const keys = openKeyLookup(path, () => now);
  expect(keys.findKey('sk_only_to_read_with')?.keyId).toBe(read.keyId);
  now = 5000;
  expect(keys.findKey('sk_only_to_read_with')).toBeUndefined();
  expect(keys.findKey('sk_the_next_to_read_with')).toMatchObject({ scopes: ['read'], requestsPerMinute: 60 });
  keys.close();
});

test('what a key may do is changed and it is ended at once, for every look-up', async () => {
  const keys = openKeyLookup(path, () => 3000);
  const { keyId } = await control.putKey({ ...secret, kind: 'write', key: 'wk_of_pages' });
  const which = { projectId: 'default', keyId, change: { actor: 'cli', at: 2000 } };
  expect(keys.findKey('wk_of_pages')).toMatchObject({ allowedOrigins: null, requireUserToken: false });
  await control.setKey(which, { allowedOrigins: ['https://app.example.com'], requireUserToken: true });
  expect(keys.findKey('wk_of_pages')).toMatchObject({
    allowedOrigins: ['https://app.example.com'],
    requireUserToken: true,
  });
  expect(await control.setKey({ ...which, projectId: 'other' }, {})).toBeUndefined();
  expect(await control.endKey({ ...which, projectId: 'other' })).toBe(false);
  expect(await control.endKey(which)).toBe(true);
  expect(await control.endKey(which)).toBe(false);
  expect(keys.findKey('wk_of_pages')).toBeUndefined();
  keys.close();
  expect((await control.listAudit(3)).map(({ action }) => action)).toEqual([
    'key-ended',
    'key-changed',
    'key-added',
  ]);
});

test('a token secret signs and never opens anything', async () => {
  const { keyId } = await control.putKey({ ...secret, kind: 'token', key: 'ts_secret' });
  const keys = openKeyLookup(path, () => 3000);
  expect(keys.findTokenSecret(keyId)).toEqual({ keyId, projectId: 'default', secret: 'ts_secret' });
  expect(keys.findKey('ts_secret')).toBeUndefined();
  await control.endKey({ projectId: 'default', keyId, change: { actor: 'cli', at: 2000 } });
  expect(keys.findTokenSecret(keyId)).toBeUndefined();
  keys.close();
});

test('a session ends with the key that opened it', async () => {
  const { keyId } = await control.putKey({ ...secret, key: 'sk_opens_a_session' });
  const session = { token: 'session', projectId: 'default', expiresAt: 9000, keyId, change };
  await control.openSession(session);
  expect(await control.findSession('session', 3000)).toEqual({ projectId: 'default', expiresAt: 9000 });
  await control.endKey({ projectId: 'default', keyId, change: { actor: 'cli', at: 2000 } });
  expect(await control.findSession('session', 3000)).toBeUndefined();
});

test('keys of the first schema are kept by its successor', async () => {
  const old = join(folder, 'old.db');
  const database = new SqliteDatabase(old);
  CONTROL_MIGRATIONS[0]?.(database);
  database.pragma('user_version = 1');
  database.exec(`
    INSERT INTO project VALUES ('default', 'UTC', 1);
    INSERT INTO key VALUES ('key_1', 'default', 'write', x'01', 'wk_old', '', '["https://a.example"]', 1, 0, 1, NULL)`);
  database.close();
  const storage = openControlStorage(old);
  expect(await storage.listKeys('default', 2)).toEqual([
    {
      keyId: 'key_1',
      projectId: 'default',
      kind: 'write',
      writeKey: 'wk_old',
      scopes: [],
      allowedOrigins: ['https://a.example'],
      requireUserToken: true,
      requestsPerMinute: null,
      isFromSetting: false,
      createdAt: 1,
      expiresAt: null,
    },
  ]);
  await storage.close();
});
