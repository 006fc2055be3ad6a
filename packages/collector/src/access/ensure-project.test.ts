import { expect, onTestFinished, test } from 'vitest';
import { openControlStorage } from '../sqlite/control/open-control-storage.ts';
import type { ControlStorage } from '../storage/control-storage.ts';
import { ensureProject, type WantedProject } from './ensure-project.ts';

const PROJECT = 'default';
const ONE = 'sk_setting_one_setting_one';
const TWO = 'sk_setting_two_setting_two';

function open(): ControlStorage {
  const control = openControlStorage(':memory:');
  onTestFinished(() => control.close());
  return control;
}

function ensure(
  control: ControlStorage,
  wanted: Omit<WantedProject, 'projectId'> = {},
  { now = 1000, hasData = false } = {},
) {
  return ensureProject(control, { projectId: PROJECT, ...wanted }, { now, hasData: async () => hasData });
}

const secretKeys = async (control: ControlStorage, at: number) =>
  (await control.listKeys(PROJECT, at)).filter(({ kind }) => kind === 'secret');

test('makes the project with a write key and a secret key, which is told once', async () => {
  const control = open();
  const { project, newSecretKey } = await ensure(control, { timeZone: 'Europe/Berlin' });
  expect(project).toEqual({ projectId: PROJECT, timeZone: 'Europe/Berlin', createdAt: 1000 });
  expect(newSecretKey).toMatch(/^sk_[\w-]{43}$/);
  const [write, secret] = await control.listKeys(PROJECT, 1000);
  expect(write?.writeKey).toMatch(/^wk_[\w-]{24}$/);
  expect((await control.findStoredKey(newSecretKey ?? ''))?.keyId).toBe(secret?.keyId);
  expect(await ensure(control)).toEqual({ project });
  expect(await control.listKeys(PROJECT, 1000)).toHaveLength(2);
});

test('takes keys from settings instead, and replaces one setting by the next', async () => {
  const control = open();
  expect(await ensure(control, { writeKey: 'wk_mine', secretKey: ONE })).not.toHaveProperty('newSecretKey');
  expect(await secretKeys(control, 1000)).toMatchObject([{ isFromSetting: true }]);
  await ensure(control, { secretKey: TWO }, { now: 2000 });
  expect((await control.findStoredKey(ONE))?.expiresAt).toBe(2000);
  expect(await secretKeys(control, 2000)).toHaveLength(1);
  await ensure(control, { secretKey: ONE }, { now: 3000 });
  expect((await control.findStoredKey(ONE))?.expiresAt).toBeNull();
  expect((await control.findStoredKey(TWO))?.expiresAt).toBe(3000);
});

test('a key from a setting stands beside one that was generated', async () => {
  const control = open();
  await ensure(control);
  await ensure(control, { secretKey: ONE });
  expect(await secretKeys(control, 1000)).toHaveLength(2);
});

test('a setting that was rotated out is an error, not a way back in', async () => {
  const control = open();
  await ensure(control, { secretKey: ONE });
  const change = { actor: 'command line', at: 2000 };
  await control.putKey({
    projectId: PROJECT,
    kind: 'secret',
    key: 'sk_rotated_rotated_rotated',
    replaces: 'all',
    change,
  });
  await expect(ensure(control, { secretKey: ONE }, { now: 3000 })).rejects.toMatchObject({
    code: 'key_rotated_out',
    message: expect.stringContaining('ARDENT_SECRET_KEY'),
  });
});

test('a key of another project or kind is an error that does not tell the key', async () => {
  const control = open();
  await ensure(control, { writeKey: ONE });
  const attempt = ensure(control, { secretKey: ONE });
  await expect(attempt).rejects.toMatchObject({ code: 'key_in_use' });
  await expect(attempt).rejects.not.toThrow(ONE);
});

test('the time zone may change until there is data', async () => {
  const control = open();
  await ensure(control, { timeZone: 'UTC' });
  expect((await ensure(control, { timeZone: 'Asia/Tokyo' })).project.timeZone).toBe('Asia/Tokyo');
  expect((await ensure(control, {}, { hasData: true })).project.timeZone).toBe('Asia/Tokyo');
  await ensure(control, { timeZone: 'Asia/Tokyo' }, { hasData: true });
  await expect(ensure(control, { timeZone: 'UTC' }, { hasData: true })).rejects.toMatchObject({
    code: 'time_zone_fixed',
    message: 'ARDENT_TIME_ZONE is UTC, but project default has data counted by the days of Asia/Tokyo',
  });
});
