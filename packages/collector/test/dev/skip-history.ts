import { toDayString } from '@ardent/core';
import { loadConfig } from '../../src/config.ts';
import { createCollector } from '../../src/create-collector.ts';
import { createDemoProject } from '../../src/demo/feed/demo-project.ts';
import { claimDemo } from '../../src/dev/claim-demo.ts';

const DAY_MS = 86_400_000;
/** Too long ago for a story to go on. */
const LONG_AGO = Date.UTC(2020, 0, 1);

/** Makes a data folder in which a demo history counts as told up to an instant, without telling it. */
export async function skipHistory(dataDir: string, toldUntil: number = LONG_AGO): Promise<void> {
  const endDay = toDayString(Math.floor(toldUntil / DAY_MS));
  const plan = { seed: 3, profiles: 120, days: 60, endDay, timeZone: 'UTC' };
  const collector = await createCollector(loadConfig({}, { ARDENT_DATA_DIR: dataDir, PORT: '0' }), {
    now: Date.now,
  });
  try {
    const { url } = await collector.start();
    const claimed = await claimDemo(collector.control, { now: Date.now() });
    if (claimed === undefined) throw new Error('the folder has a project demo of somebody else');
    await createDemoProject({ url, key: claimed.secretKey }).saveRun({ plan, toldUntil });
  } finally {
    await collector.stop();
  }
}
