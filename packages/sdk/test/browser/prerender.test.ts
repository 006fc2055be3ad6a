import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { describeInBrowser, launchBrowser } from './launch-browser.ts';
import { type ArdentInPage, serveApp, visit } from './open-page.ts';
import { startCollector } from './start-collector.ts';

declare const ardent: ArdentInPage;

// The headless shell ignores speculation rules, so the page only believes that it is rendered ahead.
const PRERENDERING = `<script>
  Object.defineProperty(document, 'prerendering', { value: location.pathname === '/next', configurable: true });
</script>`;

describeInBrowser('a page that is rendered ahead of the visit', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('sends nothing until it is shown, and then all', async () => {
    const collector = await startCollector();
    const context = await browser.newContext();
    onTestFinished(async () => {
      await context.close();
      await collector.stop();
    });
    const url = await serveApp(collector, { head: PRERENDERING });
    const first = await visit(context, url);
    const ahead = await visit(context, `${url}/next`);
    await ahead.evaluate(() => {
      ardent.track('Rendered');
      ardent.flush();
    });
    // What the other page sends after that arrives.
    await first.evaluate(() => {
      ardent.track('Clicked');
      return ardent.flush();
    });
    const names = () =>
      collector.events().flatMap(({ type, event }) => (event === 'Page Engaged' ? [] : [event ?? type]));
    expect(names()).toEqual(['page', 'Clicked']);
    await ahead.evaluate(() => {
      Object.defineProperty(document, 'prerendering', { value: false });
      document.dispatchEvent(new Event('prerenderingchange', { bubbles: true }));
    });
    await vi.waitFor(() => expect(names()).toEqual(['page', 'Clicked', 'page', 'Rendered']), 20_000);
  });
});
