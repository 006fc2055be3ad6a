import type { BrowserContext, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { ArdentGlobal } from '../../src/ardent-global.ts';
import { serveSite } from './serve-site.ts';
import type { Collector } from './start-collector.ts';

/** The script tag's global, once it has loaded. */
export type ArdentInPage = Required<Omit<ArdentGlobal, 'q' | 'o'>>;

export interface SiteOptions {
  /** More attributes of the script tag. */
  attributes?: string;
  /** What stands before it. */
  head?: string;
  body?: string;
  headers?: Record<string, string>;
}

/** Serves a page with the script tag, as a customer would paste it, until the test ends; returns its address. */
export async function serveApp(collector: Collector, options: SiteOptions = {}): Promise<string> {
  const { attributes = '', head = '', body = '<h1>Shop</h1>', headers = {} } = options;
  const site = await serveSite(
    `<!doctype html><title>Shop</title>${head}
    <script async src="${collector.url}/ardent.js" data-write-key="${collector.writeKey}" ${attributes}></script>
    <body style="min-height: 3000px">${body}`,
    headers,
  );
  onTestFinished(() => site.stop());
  return site.url;
}

/** Opens a page and waits for the script. */
export async function visit(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await untilLoaded(page);
  return page;
}

/** Waits for the script. */
export async function untilLoaded(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { ardent } = window as { ardent?: ArdentGlobal };
    return ardent?.track && !ardent.q;
  });
}
