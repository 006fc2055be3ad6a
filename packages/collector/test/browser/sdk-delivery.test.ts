import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import {
  type ArdentInPage,
  act,
  describeApp,
  expectOnce,
  listNumbers,
  startApp,
  untilLoaded,
  visit,
} from './sdk-app.ts';

declare const ardent: ArdentInPage;

describeApp('what the script tag recorded is stored once', (openContext) => {
  it('when the tab is closed 30 ms later', async () => {
    const app = await startApp();
    const context = await openContext();
    const page = await visit(context, app.url);
    await act(page, 10);
    await sleep(30);
    await page.close({ runBeforeUnload: true });
    await visit(context, app.url);
    await expectOnce(app, listNumbers(10));
  });

  it('when the page is left 30 ms later', async () => {
    const app = await startApp();
    const page = await visit(await openContext(), app.url);
    await act(page, 10);
    await sleep(30);
    await page.goto(`${app.url}/next`);
    await expectOnce(app, listNumbers(10));
  });

  it('when 400 events are followed by the close at once', async () => {
    const app = await startApp();
    const context = await openContext();
    const page = await visit(context, app.url);
    await act(page, 400, { filler: 'x'.repeat(200) });
    await page.close({ runBeforeUnload: true });
    await visit(context, app.url);
    await expectOnce(app, listNumbers(400));
  });

  it('to each of two people at one computer what is theirs', async () => {
    const app = await startApp();
    const page = await visit(await openContext(), app.url);
    await act(page, 10, { user: 'anna' });
    await page.evaluate(() => ardent.reset());
    await act(page, 10, { user: 'ben' });
    await expectOnce(app, listNumbers(10), 'anna');
    await expectOnce(app, listNumbers(10), 'ben');
  });

  it('where the page refuses all storage, and without a word', async () => {
    const refuse = `<script>for (const name of ['indexedDB', 'localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError'); } });</script>`;
    const app = await startApp(refuse);
    const page = await (await openContext()).newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    await page.goto(app.url);
    await untilLoaded(page);
    await act(page, 10);
    await expectOnce(app, listNumbers(10));
    expect(said).toEqual([]);
  });
});
