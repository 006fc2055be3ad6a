import crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hashToken } from '../../src/access/hash-token.ts';
import { checkUserToken, makeUserToken } from '../../src/access/user-token.ts';
import { openKeyLookup } from '../../src/sqlite/control/key-lookup.ts';
import { openControlStorage } from '../../src/sqlite/control/open-control-storage.ts';
import { temporaryFolder } from '../http/open-collector.ts';
import { watchBuiltin } from './watch-builtin.ts';

const NOW = 1_795_000_000_000;
const SIGNATURE_BYTES = 32;
const change = { actor: 'test', at: NOW };

test('a signature is compared whole and in constant time, wherever it is wrong', () => {
  const compared = watchBuiltin(crypto, 'timingSafeEqual');
  const secret = { keyId: 'key_1', projectId: 'default', secret: 'ts_for_tests' };
  const token = makeUserToken(secret, { userId: 'anna', expiresAt: NOW + 60_000 });
  const end = token.lastIndexOf('.') + 1;
  const check = (signature: Buffer) =>
    checkUserToken(token.slice(0, end) + signature.toString('base64url'), {
      userId: 'anna',
      now: NOW,
      findTokenSecret: () => secret,
    });
  const right = Buffer.from(token.slice(end), 'base64url');
  expect(check(right)).toEqual({ ok: true, projectId: 'default' });
  for (let at = 0; at < SIGNATURE_BYTES; at++) {
    const wrong = Buffer.from(right);
    wrong[at] = right.readUInt8(at) ^ 1;
    expect(check(wrong)).toEqual({ ok: false, reason: 'wrong_signature' });
    expect(compared).toHaveBeenLastCalledWith(right, wrong);
  }
  expect(compared).toHaveBeenCalledTimes(1 + SIGNATURE_BYTES);
});

test('a key is looked for by its hash alone, and what is found is compared in constant time', async () => {
  const path = join(temporaryFolder(), 'control.db');
  const control = openControlStorage(path);
  await control.addProject({ projectId: 'default', timeZone: 'UTC', createdAt: NOW }, change);
  const keys = ['wk_that_everybody_can_read', 'sk_that_nobody_can_guess'];
  for (const [index, key] of keys.entries()) {
    const kind = index === 0 ? 'write' : 'secret';
    await control.putKey({ projectId: 'default', kind, key, replaces: 'none', change });
  }
  const lookup = openKeyLookup(path, () => NOW);
  onTestFinished(async () => {
    lookup.close();
    await control.close();
  });
  const hashed = watchBuiltin(crypto, 'createHash');
  const compared = watchBuiltin(crypto, 'timingSafeEqual');
  for (const key of keys) {
    for (const wrong of [`x${key.slice(1)}`, `${key.slice(0, -1)}x`, key.slice(0, -1), `${key}x`]) {
      expect(lookup.findKey(wrong)).toBeUndefined();
    }
    expect(compared).not.toHaveBeenCalled();
    expect(lookup.findKey(key)).toBeDefined();
    const hash = expect.objectContaining({ length: 32 });
    expect(compared.mock.calls).toEqual([[hash, hash]]);
    // As much work for a wrong key as for the right one.
    expect(hashed).toHaveBeenCalledTimes(5);
    hashed.mockClear();
    compared.mockClear();
  }
});

test('of sessions, login links and secret keys only the hash is kept: nothing else is there to compare with', async () => {
  const folder = temporaryFolder();
  const control = openControlStorage(join(folder, 'control.db'));
  const at = { projectId: 'default', expiresAt: NOW + 60_000, change };
  await control.addProject({ projectId: 'default', timeZone: 'UTC', createdAt: NOW }, change);
  await control.putKey({ ...at, kind: 'secret', key: 'sk_of_a_back_end_of_ours', replaces: 'none' });
  await control.openSession({ ...at, token: 'the token of a session' });
  await control.addLoginLink({ ...at, token: 'the token of a link' });
  expect(await control.findSession('the token of a session', NOW)).toBeDefined();
  await control.close();
  const bytes = readFileSync(join(folder, 'control.db'));
  for (const secret of ['sk_of_a_back_end_of_ours', 'the token of a session', 'the token of a link']) {
    expect([bytes.includes(secret), bytes.includes(hashToken(secret))]).toEqual([false, true]);
  }
});
