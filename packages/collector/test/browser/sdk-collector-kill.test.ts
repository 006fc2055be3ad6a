import { expect, it, vi } from 'vitest';
import { expectVerified } from '../faults/expect-whole.ts';
import { SECRET_KEY, temporaryFolder, WRITE_KEY } from '../http/open-collector.ts';
import { serveArdent } from '../http/run-ardent.ts';
import { act, describeApp, expectOnce, listActed, listNumbers, serveApp, visit } from './sdk-app.ts';

describeApp('what the script tag recorded is stored once', (openContext) => {
  it('when the collector is killed while it is sent, and started again', async () => {
    const dataDir = temporaryFolder();
    const environment = {
      ARDENT_DATA_DIR: dataDir,
      ARDENT_WRITE_KEY: WRITE_KEY,
      ARDENT_SECRET_KEY: SECRET_KEY,
    };
    const { child, url: collectorUrl } = await serveArdent(environment);
    const app = { collectorUrl, url: await serveApp(collectorUrl) };
    const page = await visit(await openContext(), app.url);
    await act(page, 1_000);
    const someAreStored = async () => expect((await listActed(app)).length).toBeGreaterThan(0);
    await vi.waitFor(someAreStored, { timeout: 20_000, interval: 5 });
    child.kill('SIGKILL');
    await serveArdent({ ...environment, PORT: new URL(collectorUrl).port });
    // A page that could not reach it three times is quiet until the next one.
    await page.reload();
    await expectOnce(app, listNumbers(1_000));
    expectVerified(dataDir);
  });
});
