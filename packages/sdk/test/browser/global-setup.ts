import type { TestProject } from 'vitest/node';
import { type FoundBrowser, findBrowser } from './find-browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    browser: FoundBrowser;
  }
}

/** Finds the browser once, before the tests; without one they are not run, which is an error under CI. */
export async function setup(project: TestProject): Promise<void> {
  const browser = await findBrowser();
  if ('reason' in browser) {
    const message = `browser tests not run: ${browser.reason}`;
    if (process.env['CI']) throw new Error(message);
    process.stderr.write(`${message}\n`);
  }
  project.provide('browser', browser);
}
