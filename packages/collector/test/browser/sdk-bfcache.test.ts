import { expect, it } from 'vitest';
import { type ArdentInPage, act, describeApp, expectOnce, startApp, untilLoaded, visit } from './sdk-app.ts';

declare const ardent: ArdentInPage;

/** Tells a page that comes back from one that is loaded anew. */
interface MarkedWindow {
  isPersisted?: boolean;
}

// Playwright switches the cache off, and the old headless mode, which is all that a headless shell has, never has it.
const WITH_CACHE = {
  ignoreDefaultArgs: ['--disable-back-forward-cache', '--headless'],
  args: ['--headless=new'],
};

if (!process.env['CHROME_PATH']) {
  it.skip('back/forward cache (not run: only a full Chrome has it; CHROME_PATH=… .ci/extra/bfcache.sh)');
} else {
  describeApp(
    'a page with the script tag that the back/forward cache keeps',
    (openContext) => {
      it('comes back from it and goes on recording; what both pages recorded is stored once', async () => {
        const app = await startApp();
        const page = await visit(await openContext(), app.url);
        await page.evaluate(() => {
          addEventListener('pageshow', ({ persisted }) => {
            (window as MarkedWindow).isPersisted = persisted;
          });
        });
        await act(page, 10);
        await page.goto(`${app.url}/next`);
        await untilLoaded(page);
        await act(page, 5);
        await page.goBack({ waitUntil: 'commit' });
        await page.waitForFunction(() => (window as MarkedWindow).isPersisted !== undefined);
        expect(await page.evaluate(() => (window as MarkedWindow).isPersisted)).toBe(true);
        await act(page, 3);
        await page.evaluate(() => ardent.flush());
        await expectOnce(app, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 0, 1, 2]);
      });
    },
    WITH_CACHE,
  );
}
