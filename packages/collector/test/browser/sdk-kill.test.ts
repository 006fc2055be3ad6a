import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { describeInBrowser, launchKillableBrowser } from '../../../sdk/test/browser/launch-browser.ts';
import { temporaryFolder } from '../http/open-collector.ts';
import { act, countWaiting, listActed, listNumbers, startApp, toNumbers, visit } from './sdk-app.ts';

const SEND_MS = 40_000;

describeInBrowser('when the whole browser is killed and opened again', () => {
  /** Acts ten times, kills the browser when told, and returns what is stored once it was opened again. */
  async function killWhen(isTime: (page: Page) => Promise<unknown>): Promise<number[]> {
    const app = await startApp();
    const folder = temporaryFolder();
    const first = await launchKillableBrowser(folder);
    const page = await visit(first.context, app.url);
    await page.route('**/v1/**', (route) => route.abort());
    await act(page, 10);
    await isTime(page);
    await first.kill();
    const second = await launchKillableBrowser(folder);
    onTestFinished(() => second.close());
    const next = await visit(second.context, app.url);
    // Says that the script has read what is kept, and sent it.
    await act(next, 1, { user: 'ben' });
    const isDone = async () => {
      expect(await listActed(app, 'ben')).toHaveLength(1);
      expect(await countWaiting(next)).toBe(0);
    };
    await vi.waitFor(isDone, { timeout: SEND_MS, interval: 100 });
    return toNumbers(await listActed(app));
  }

  it('everything is stored once that the browser had on its disk', async () => {
    const stored = await killWhen(async (page) => expect(await countWaiting(page)).toBe(11));
    expect(stored).toEqual(listNumbers(10));
  });

  // What a page keeps goes to the browser's own process. A kill of both may come before that, and then all is lost.
  it.each([0, 5, 20, 50])('%i ms after the call: everything once, or nothing', async (delayMs) => {
    let kept = 0;
    const stored = await killWhen(async (page) => {
      countWaiting(page).then(
        (count) => {
          kept = count;
        },
        () => undefined,
      );
      await sleep(delayMs);
    });
    // Who it is and what was done: one turn of the event loop, one transaction.
    expect([0, 11]).toContain(kept);
    if (kept > 0 || stored.length > 0) expect(stored).toEqual(listNumbers(10));
  });
});
