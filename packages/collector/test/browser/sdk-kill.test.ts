import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { describeInBrowser, launchKillableBrowser } from '../../../sdk/test/browser/launch-browser.ts';
import { temporaryFolder } from '../http/open-collector.ts';
import { type App, act, expectOnce, listNames, listTracked, startApp, visit } from './sdk-app.ts';

describeInBrowser('what the script tag recorded is stored once', () => {
  /** Acts, kills the browser after so long, and opens it again. */
  async function killAfter(app: App, delayMs: number): Promise<void> {
    const folder = temporaryFolder();
    const first = await launchKillableBrowser(folder);
    const page = await visit(first.context, app.url);
    await act(page, 10);
    await sleep(delayMs);
    await first.kill();
    const second = await launchKillableBrowser(folder);
    onTestFinished(() => second.close());
    await visit(second.context, app.url);
  }

  it.each([20, 50])('when the browser is killed %i ms later and opened again', async (delayMs) => {
    const app = await startApp();
    await killAfter(app, delayMs);
    await expectOnce(app, listNames(10));
  });

  // The page's process hands what it keeps to the browser's; on busy cores a kill of both can come before that.
  it.each([0, 5])('or not at all, when the browser is killed within %i ms', async (delayMs) => {
    const app = await startApp();
    await killAfter(app, delayMs);
    await expectOnce(app, listNames(10)).catch(async () => expect(await listTracked(app)).toEqual([]));
  });
});
