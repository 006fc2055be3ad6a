import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ensureProject } from '../access/ensure-project.ts';
import { openKeyLookup } from '../sqlite/control/key-lookup.ts';
import { openControlStorage } from '../sqlite/control/open-control-storage.ts';
import type { KeyGrant, TokenSecret } from '../storage/control-storage.ts';
import { main } from './main.ts';

interface Keys {
  run(...args: string[]): Promise<{ exitCode: number; out: string; err: string }>;
  find(key: string, now?: number): KeyGrant | undefined;
  findTokenSecret(keyId: string): TokenSecret | undefined;
}

/** A data folder with a project, and the commands on its keys. */
async function makeKeys(): Promise<Keys> {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-keys-'));
  const path = join(folder, 'control.db');
  const control = openControlStorage(path);
  await ensureProject(control, { projectId: 'default' }, { now: Date.now(), hasData: async () => false });
  await control.close();
  let now = 0;
  const lookup = openKeyLookup(path, () => now);
  onTestFinished(() => {
    lookup.close();
    rmSync(folder, { recursive: true });
  });
  return {
    async run(...args) {
      const lines = { out: '', err: '' };
      const exitCode = await main(['keys', ...args, '--data-dir', folder], {
        out: (text) => {
          lines.out += `${text}\n`;
        },
        err: (text) => {
          lines.err += `${text}\n`;
        },
      });
      return { exitCode, ...lines };
    },
    find(key, at = Date.now()) {
      now = at;
      return lookup.findKey(key.trim());
    },
    findTokenSecret(keyId) {
      now = Date.now();
      return lookup.findTokenSecret(keyId);
    },
  };
}

test('create makes a key with what it may do', async () => {
  const { run, find } = await makeKeys();
  const reader = await run('create', '--secret', '--scope', 'read', '--rate-limit', '600');
  expect(find(reader.out)).toMatchObject({ kind: 'secret', scopes: ['read'], requestsPerMinute: 600 });
  const origins = ['--origin', 'https://a.example', 'https://b.example:8443'];
  const page = await run('create', '--write', ...origins, '--require-user-token');
  expect(find(page.out)).toMatchObject({
    kind: 'write',
    allowedOrigins: ['https://a.example', 'https://b.example:8443'],
    requireUserToken: true,
  });
  const listed = await run();
  expect(listed.out).toMatch(/^secret .* reads only, 600 requests a minute$/m);
  expect(listed.out).toMatch(
    /^write .* from https:\/\/a.example https:\/\/b.example:8443 only, needs user tokens$/m,
  );
  expect(listed.out).not.toContain(reader.out.trim());
});

test('create --token shows id and secret, which token-secret shows again', async () => {
  const { run, find, findTokenSecret } = await makeKeys();
  expect((await run('token-secret')).err).toContain('"ardent keys create --token" makes one');
  const { out } = await run('create', '--token');
  const [keyId = '', secret = ''] = out.trim().split(' ');
  expect(findTokenSecret(keyId)?.secret).toBe(secret);
  expect(find(secret)).toBeUndefined();
  expect((await run('token-secret')).out).toBe(out);
  expect((await run()).out).not.toContain(secret);
});

test('rotate lets the old key live for the overlap, and keeps its settings', async () => {
  const { run, find } = await makeKeys();
  const old = await run('create', '--write', '--origin', 'https://a.example');
  const oldId = find(old.out)?.keyId ?? '';
  const next = await run('rotate', oldId, '--overlap', '2h');
  expect(next.err).toContain('The old one is refused from 2');
  expect(find(next.out)).toMatchObject({ kind: 'write', allowedOrigins: ['https://a.example'] });
  const hours = (count: number) => Date.now() + count * 3_600_000;
  expect(find(old.out, hours(1.9))?.keyId).toBe(oldId);
  expect(find(old.out, hours(2.1))).toBeUndefined();
  expect(find(next.out, hours(1_000))).toBeDefined();
});

test('rotate asks which, where there are several', async () => {
  const { run, find } = await makeKeys();
  const extra = await run('create', '--secret');
  const refused = await run('rotate');
  expect(refused.exitCode).toBe(2);
  expect(refused.err).toMatch(/has 2 secret keys: key_\S+, key_\S+[;\s]+.*ardent keys rotate <id>/);
  expect(find(extra.out)).toBeDefined();
});

test('set changes a key and revoke ends it, both at once', async () => {
  const { run, find } = await makeKeys();
  const { out } = await run('create', '--write');
  const name = out.trim();
  expect((await run('set', name, '--origin', 'https://a.example', '--require-user-token')).exitCode).toBe(0);
  expect(find(name)).toMatchObject({ allowedOrigins: ['https://a.example'], requireUserToken: true });
  await run('set', name, '--any-origin', '--no-require-user-token', '--rate-limit', '5');
  expect(find(name)).toMatchObject({ allowedOrigins: null, requireUserToken: false, requestsPerMinute: 5 });
  await run('set', name, '--rate-limit', 'off');
  expect(find(name)).toMatchObject({ requestsPerMinute: null, allowedOrigins: null });
  expect((await run('revoke', name)).exitCode).toBe(0);
  expect(find(name)).toBeUndefined();
  expect(await run('revoke', name)).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining('no valid key'),
  });
});

test.each([
  [['create', '--write', '--scope', 'read'], '--scope can only be set of a secret key'],
  [['create', '--secret', '--origin', 'https://a.example'], 'can only be set of a write key'],
  [['create', '--write', '--origin', 'https://a.example/path'], 'without a path'],
  [['create', '--write', '--token'], 'only one of'],
  [['create', '--secret', '--scope', 'all'], 'Allowed choices are read, admin'],
  [['rotate', '--overlap', 'soon'], 'such as 90s, 30m, 24h or 7d'],
  [['create', '--rate-limit', '-1'], 'from 1 to 9999999'],
])('%j: exit code 2 and what is wrong', async (args, message) => {
  const { run } = await makeKeys();
  const { exitCode, err } = await run(...args);
  expect([exitCode, err]).toEqual([2, expect.stringContaining(message)]);
});
