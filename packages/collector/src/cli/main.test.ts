import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ensureProject } from '../access/ensure-project.ts';
import { openControlStorage } from '../sqlite/control/open-control-storage.ts';
import { main } from './main.ts';

async function run(...argv: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const exitCode = await main(argv, {
    out: (text) => {
      printed.out += `${text}\n`;
    },
    err: (text) => {
      printed.err += `${text}\n`;
    },
  });
  return { exitCode, ...printed };
}

/** A data folder with the project `default` in it, not running. */
async function makeData(secretKey?: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const control = openControlStorage(join(folder, 'control.db'));
  const wanted = { projectId: 'default', writeKey: 'wk_visible', secretKey };
  await ensureProject(control, wanted, { now: Date.now(), hasData: async () => false });
  await control.close();
  return folder;
}

test('--help names every command, and each has a help of its own', async () => {
  const help = await run('--help');
  expect(help).toMatchObject({ exitCode: 0, err: '' });
  for (const command of ['serve', 'keys', 'backtest', 'calibrate'])
    expect(help.out).toMatch(new RegExp(`^  ${command} `, 'm'));
  expect((await run('serve', '--help')).out).toContain('ARDENT_DATA_DIR');
  expect((await run('keys', '--help')).out).toContain('rotate');
  expect((await run('keys', 'rotate', '--help')).out).toContain('--write');
  expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each([
  [['serf'], "unknown command 'serf'"],
  [['serve', '--prot', '1'], "unknown option '--prot'"],
  [['serve', '--port', 'x'], 'PORT must be a whole number'],
  [['keys', 'rotate', '--write', '--secret'], 'only one of --write, --secret and --token'],
])('%j: exit code 2 and what is wrong', async (argv, message) => {
  const dataDir = argv[0] === 'keys' ? ['--data-dir', await makeData()] : [];
  const answer = await run(...argv, ...dataDir);
  expect(answer).toMatchObject({ exitCode: 2, out: '' });
  expect(answer.err).toContain(message);
});

test('keys lists write keys to copy, and secret keys by their id alone', async () => {
  const secretKey = 'sk_never_to_be_listed_again';
  const { exitCode, out } = await run('keys', '--data-dir', await makeData(secretKey));
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^write {3}wk_visible {2}since \d{4}-\d\d-\d\d, set by ARDENT_WRITE_KEY$/m);
  expect(out).toMatch(/^secret {2}key_\S+ .*set by ARDENT_SECRET_KEY$/m);
  expect(out).not.toContain(secretKey);
});

test('keys rotate ends the old keys, shows the new one once, and warns of a setting', async () => {
  const dataDir = await makeData('sk_from_a_setting_in_the_past');
  const { exitCode, out, err } = await run('keys', 'rotate', '--data-dir', dataDir);
  expect([exitCode, out]).toEqual([0, expect.stringMatching(/^sk_[\w-]{43}\n$/)]);
  expect(err).toContain('unset it, or the next start refuses it');
  const control = openControlStorage(join(dataDir, 'control.db'));
  onTestFinished(() => control.close());
  const keys = await control.listKeys('default', Date.now());
  expect(keys.map(({ kind }) => kind)).toEqual(['write', 'secret']);
  expect((await control.findStoredKey(out.trim()))?.keyId).toBe(keys[1]?.keyId);
  expect(await control.listAudit(1)).toMatchObject([{ actor: 'command line', action: 'key-added' }]);
});

test('a folder without data and a project that is not there are named', async () => {
  const nowhere = await run('keys', '--data-dir', '/nowhere/at/all');
  expect(nowhere).toMatchObject({ exitCode: 1, out: '' });
  expect(nowhere.err).toContain('/nowhere/at/all');
  expect(nowhere.err).toContain('ardent serve');
  const unknown = await run('keys', '--project', 'shop', '--data-dir', await makeData());
  expect(unknown.exitCode).toBe(1);
  expect(unknown.err).toContain('there is no project "shop"; choose one of default');
});
