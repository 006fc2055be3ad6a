import type { Browser, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { serveSite } from '../../../sdk/test/browser/serve-site.ts';
import { WRITE_KEY } from '../http/open-collector.ts';
import { toHtml } from './bundle-page.ts';
import './pages/page-client.ts';

/** The shop's page with a client's script, on another origin than the collector; closed with the test. */
export async function openShop(browser: Browser, script: string, collectorUrl: string): Promise<Page> {
  const site = await serveSite(toHtml(script, { url: collectorUrl, writeKey: WRITE_KEY }));
  const context = await browser.newContext();
  onTestFinished(async () => {
    await context.close();
    await site.stop();
  });
  const page = await context.newPage();
  await page.goto(`${site.url}/pricing`);
  await page.waitForFunction(() => window.client !== undefined);
  return page;
}
