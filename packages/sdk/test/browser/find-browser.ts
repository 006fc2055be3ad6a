import { existsSync } from 'node:fs';
import { arch, platform } from 'node:process';
import { chromium } from 'playwright-core';

/** A Chromium that can be started, or why there is none. */
export type FoundBrowser = { executablePath: string } | { reason: string };

/**
 * The browser at `CHROME_PATH`, else the one that comes with `@sparticuz/chromium` (Linux on x64; unpacked once into
 * the temporary folder), else an installed Chrome. It was started once when this resolves.
 */
export async function findBrowser(): Promise<FoundBrowser> {
  const executablePath = process.env['CHROME_PATH'] || (await unpackChromium()) || findInstalledChrome();
  if (!executablePath) {
    return { reason: `no Chrome found for ${platform} ${arch}: set CHROME_PATH to the path of one` };
  }
  if (!existsSync(executablePath))
    return { reason: `no file at ${executablePath}: set CHROME_PATH to a Chrome` };
  try {
    const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS] });
    await browser.close();
    return { executablePath };
  } catch (error) {
    return { reason: `${executablePath} does not start: ${String(error)}` };
  }
}

/** For containers; and nothing that a browser does by itself. */
export const BROWSER_ARGUMENTS: readonly string[] = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

async function unpackChromium(): Promise<string | undefined> {
  if (platform !== 'linux' || arch !== 'x64') return undefined;
  // Only its binary: the package's own arguments switch web security, and with it CORS, off.
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

function findInstalledChrome(): string | undefined {
  return [
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ].find((path) => existsSync(path));
}
