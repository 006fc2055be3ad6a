import type { BrowserContext, Page } from 'playwright-core';
import { it } from 'vitest';
import { act, cutOff, describeApp, expectOnce, listNumbers, startApp, visit } from './sdk-app.ts';

/** Ends the tab's process, as a crash does; the page hears nothing of it. */
async function crash(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
}

describeApp('events of many tabs are stored once', (openContext) => {
  it('from five tabs at once', async () => {
    const app = await startApp();
    const context = await openContext();
    const pages = await Promise.all([1, 2, 3, 4, 5].map(() => visit(context, app.url)));
    await Promise.all(pages.map((page) => act(page, 10)));
    await expectOnce(
      app,
      pages.flatMap(() => listNumbers(10)),
    );
  });

  it('when the next page was opened before the tab that keeps them was closed', async () => {
    const app = await startApp();
    const context = await openContext();
    const first = await visit(context, app.url);
    await cutOff(first);
    await act(first, 50);
    await visit(context, app.url);
    await act(first, 1);
    await first.close({ runBeforeUnload: true });
    await expectOnce(app, [...listNumbers(50), 0]);
  });

  it('when a tab crashes while three others open', async () => {
    const app = await startApp();
    const context = await openContext();
    const page = await visit(context, app.url);
    await cutOff(page);
    await act(page, 100);
    const opened = Promise.all([1, 2, 3].map(() => visit(context, app.url)));
    await crash(context, page);
    const pages = await opened;
    await Promise.all(pages.slice(1).map((next) => next.close({ runBeforeUnload: true })));
    await expectOnce(app, listNumbers(100));
  });
});
