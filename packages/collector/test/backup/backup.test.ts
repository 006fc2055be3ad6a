import { once } from 'node:events';
import { appendFileSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { spoilPages } from '../faults/damage-file.ts';
import { expectKept, expectVerified, projectPath, readStored } from '../faults/expect-whole.ts';
import { postRequest, startLoad } from '../faults/start-load.ts';
import { SECRET_KEY, temporaryFolder, WRITE_KEY } from '../http/open-collector.ts';
import { runArdent, type Server, serveArdent } from '../http/run-ardent.ts';

const keys = { ARDENT_WRITE_KEY: WRITE_KEY, ARDENT_SECRET_KEY: SECRET_KEY };
const done = { exitCode: 0, err: '' };

async function end({ child }: Server): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  expect((await closed)[0]).toBe(0);
}

/** Leaves its write-ahead logs behind. */
async function kill({ child }: Server): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}

test('a backup taken under load holds what was acknowledged before it, whole; restored, it goes on', async () => {
  const dataDir = temporaryFolder();
  const server = await serveArdent({ ARDENT_DATA_DIR: dataDir, ...keys });
  const load = startLoad(server.url, { name: 'b', senders: 6 });
  const acknowledged = () => load.sent.filter(({ isAcknowledged }) => isAcknowledged).length;
  await expect.poll(acknowledged, { timeout: 20_000 }).toBeGreaterThan(60);

  const before = load.sent.filter(({ isAcknowledged }) => isAcknowledged);
  const backup = join(temporaryFolder(), 'backup');
  expect(await runArdent(['backup', backup], { ARDENT_DATA_DIR: dataDir })).toMatchObject(done);
  const meanwhile = acknowledged();
  expect(meanwhile).toBeGreaterThan(before.length);
  await load.stop();
  await end(server);
  expect(readdirSync(backup).sort()).toEqual(['backup.json', 'control.db', 'projects']);

  const restored = join(temporaryFolder(), 'data');
  expect(await runArdent(['restore', backup, '--data-dir', restored], {})).toMatchObject(done);
  await expectKept(restored, before);
  expectVerified(restored);
  const [inBackup, inOriginal] = [
    await readStored(restored, load.sent),
    await readStored(dataDir, load.sent),
  ];
  expect(new Set(inOriginal)).toEqual(new Set([...inOriginal, ...inBackup]));
  const torn = load.sent.filter(
    ({ messageIds }) => new Set(messageIds.map((id) => inBackup.includes(id))).size > 1,
  );
  expect(torn).toEqual([]);

  const again = await serveArdent({ ARDENT_DATA_DIR: restored });
  for (const request of load.sent) {
    const { accepted, duplicates } = await postRequest(again.url, request);
    expect(accepted + duplicates).toBe(request.messageIds.length);
  }
  await end(again);
  expect(await readStored(restored, load.sent)).toEqual(
    load.sent.flatMap(({ messageIds }) => messageIds).sort(),
  );
  expectVerified(restored);
}, 120_000);

test('restore: never onto a running collector, onto data only with --force; that is kept, and nothing of its logs comes back', async () => {
  const dataDir = temporaryFolder();
  const environment = { ARDENT_DATA_DIR: dataDir, ...keys };
  const backup = join(temporaryFolder(), 'backup');
  const server = await serveArdent(environment);
  const first = { userId: 'anna', messageIds: ['m-1'], isAcknowledged: true };
  const later = { userId: 'anna', messageIds: ['m-2'], isAcknowledged: true };
  await postRequest(server.url, first);
  expect(await runArdent(['backup', backup], environment)).toMatchObject(done);
  await postRequest(server.url, later);
  const laterKey = (await runArdent(['keys', 'create', '--write'], environment)).out.trim();
  expect(await runArdent(['restore', backup, '--force'], environment)).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining(`it listens on ${server.url}`),
  });
  await kill(server);
  const logs = [join(dataDir, 'control.db-wal'), `${projectPath(dataDir)}-wal`];
  expect(logs.map((log) => statSync(log).size > 0)).toEqual([true, true]);

  expect(await runArdent(['restore', backup], environment)).toMatchObject({
    exitCode: 1,
    err: expect.stringMatching(/holds the data of a collector; .*--force/),
  });
  const { out, ...forced } = await runArdent(['restore', backup, '--force'], environment);
  expect(forced).toEqual(done);
  expect(await readStored(dataDir, [first])).toEqual(['m-1']);
  expectVerified(dataDir);
  expect((await runArdent(['keys'], environment)).out).not.toContain(laterKey);
  const audit = await runArdent(['audit', '--limit', '1'], environment);
  expect(audit.out).toMatch(/backup-restored +backup of \S+Z {2}by command line\n$/);
  const aside = /before: (.+)/.exec(out)?.[1] ?? '';
  expect(await readStored(aside, [first])).toEqual(['m-1', 'm-2']);
  expectVerified(aside);
  expect(existsSync(join(dataDir, 'restoring'))).toBe(false);
}, 120_000);

test('what is no whole backup, or would overwrite something, is refused and changes nothing', async () => {
  const dataDir = temporaryFolder();
  await end(await serveArdent({ ARDENT_DATA_DIR: dataDir, ...keys }));
  const folder = temporaryFolder();
  const backup = join(folder, 'backup');
  const ardent = (...argv: string[]) => runArdent(argv, { ARDENT_DATA_DIR: dataDir });
  expect(await ardent('backup', folder)).toMatchObject({ exitCode: 1, err: expect.stringContaining(folder) });
  expect(await ardent('backup', backup)).toMatchObject(done);
  expect(await runArdent(['backup', join(folder, 'other')], { ARDENT_DATA_DIR: folder })).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining('holds no control.db'),
  });

  const restore = () => runArdent(['restore', backup, '--data-dir', join(folder, 'data')], {});
  appendFileSync(join(backup, 'control.db'), 'x');
  expect((await restore()).err).toMatch(/backup whose control\.db has \d+ bytes, and is not/);
  renameSync(join(backup, 'backup.json'), join(folder, 'manifest'));
  expect((await restore()).err).toContain('made to its end');
  rmSync(backup, { recursive: true });
  expect((await restore()).exitCode).toBe(1);
  expect(existsSync(join(folder, 'data'))).toBe(false);
}, 120_000);

// SQLite copies damaged pages without a word.
test('damaged pages are found when a backup is made, and when one is restored', async () => {
  const dataDir = temporaryFolder();
  const environment = { ARDENT_DATA_DIR: dataDir, ...keys };
  const server = await serveArdent(environment);
  const first = { userId: 'anna', messageIds: ['m-1'], isAcknowledged: true };
  await postRequest(server.url, first);
  await end(server);
  const folder = temporaryFolder();
  const backup = join(folder, 'backup');
  const damaged = { exitCode: 1, err: expect.stringMatching(/default\.db must be a whole database, got: /) };
  expect(await runArdent(['backup', backup], environment)).toMatchObject(done);
  spoilPages(projectPath(backup));
  expect(await runArdent(['restore', backup, '--force'], environment)).toMatchObject(damaged);
  expect(readdirSync(dataDir)).not.toContainEqual(expect.stringMatching(/^(restoring|replaced)/));
  await expectKept(dataDir, [first]);
  expectVerified(dataDir);

  spoilPages(projectPath(dataDir));
  expect(await runArdent(['backup', join(folder, 'next')], environment)).toMatchObject(damaged);
  expect(readdirSync(folder)).toEqual(['backup']);
}, 120_000);
