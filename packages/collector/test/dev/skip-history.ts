import { loadConfig } from '../../src/config.ts';
import { createCollector } from '../../src/create-collector.ts';
import { createDemoProject } from '../../src/demo/feed/demo-project.ts';
import { claimDemo } from '../../src/dev/claim-demo.ts';

const PLAN = { seed: 3, profiles: 120, days: 60, endDay: '2020-01-01', timeZone: 'UTC' };

/** Makes a data folder whose demo history counts as complete, for tests that are about something else. */
export async function skipHistory(dataDir: string): Promise<void> {
  const collector = await createCollector(loadConfig({}, { ARDENT_DATA_DIR: dataDir, PORT: '0' }), {
    now: Date.now,
  });
  try {
    const { url } = await collector.start();
    const claimed = await claimDemo(collector.control, { now: Date.now() });
    if (claimed === undefined) throw new Error('the folder has a project demo of somebody else');
    await createDemoProject({ url, key: claimed.secretKey }).saveRun({ plan: PLAN, isComplete: true });
  } finally {
    await collector.stop();
  }
}
