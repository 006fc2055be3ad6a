import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Config, loadConfig } from './config.ts';
import { type Collector, createCollector } from './create-collector.ts';

const WRITE_KEY = 'wk_for_tests';

function makeConfig(): (environment?: Record<string, string>) => Config {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-collector-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return (environment = {}) =>
    loadConfig(
      {},
      { PORT: '0', ARDENT_DATA_DIR: join(folder, 'data'), ARDENT_WRITE_KEY: WRITE_KEY, ...environment },
    );
}

async function use<Result>(config: Config, run: (collector: Collector) => Promise<Result>): Promise<Result> {
  const collector = await createCollector(config, { now: Date.now });
  try {
    return await run(collector);
  } finally {
    await collector.stop();
  }
}

const send = async ({ app }: Collector): Promise<Response> =>
  app.request(`/v1/track?writeKey=${WRITE_KEY}`, { method: 'POST', body: '{"userId":"anna","event":"E"}' });

test('the secret key is told by the start that makes it, and no other', async () => {
  const config = makeConfig();
  const first = await use(config(), async ({ newSecretKey }) => newSecretKey);
  expect(first).toMatch(/^sk_/);
  expect(await use(config(), async ({ newSecretKey }) => newSecretKey)).toBeUndefined();
});

test('what was stored is there after the next start, in its time zone', async () => {
  const config = makeConfig();
  const status = await use(
    config({ ARDENT_TIME_ZONE: 'Asia/Tokyo' }),
    async (collector) => (await send(collector)).status,
  );
  expect(status).toBe(200);
  await use(config(), async ({ control, projects }) => {
    const project = await control.findProject('default');
    expect(project?.timeZone).toBe('Asia/Tokyo');
    if (project === undefined) return;
    const { reader } = await projects.open(project);
    expect(await reader.findProfile({ userId: 'anna' })).toMatchObject({ userId: 'anna' });
  });
});

test('the time zone may be changed before there is data, and not after', async () => {
  const config = makeConfig();
  await use(config({ ARDENT_TIME_ZONE: 'UTC' }), async () => undefined);
  await use(config({ ARDENT_TIME_ZONE: 'Asia/Tokyo' }), send);
  await expect(createCollector(config({ ARDENT_TIME_ZONE: 'UTC' }))).rejects.toMatchObject({
    code: 'time_zone_fixed',
    message: expect.stringContaining('ARDENT_TIME_ZONE is UTC'),
    hint: expect.stringContaining('Asia/Tokyo'),
  });
  // The failed start has let go of the folder.
  await use(config(), async () => undefined);
});

test('one data folder has one collector at a time', async () => {
  const config = makeConfig();
  await use(config(), async (collector) => {
    const { url } = await collector.start();
    await expect(createCollector(config())).rejects.toMatchObject({
      code: 'already_running',
      message: expect.stringContaining(url),
    });
  });
});

test('a folder that cannot be made is named, with the setting', async () => {
  const dataDir = join(import.meta.filename, 'data');
  await expect(createCollector(loadConfig({}, { ARDENT_DATA_DIR: dataDir }))).rejects.toMatchObject({
    code: 'data_folder_unusable',
    message: expect.stringContaining(dataDir),
    hint: expect.stringContaining('ARDENT_DATA_DIR'),
  });
});
