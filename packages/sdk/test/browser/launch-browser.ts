import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Browser, type BrowserContext, chromium, type LaunchOptions } from 'playwright-core';
import { describe, inject } from 'vitest';
import { BROWSER_ARGUMENTS } from './find-browser.ts';

/** `describe` where a browser can run; elsewhere the suite is skipped, and its name says why. */
export function describeInBrowser(name: string, tests: () => void): void {
  const found = inject('browser');
  if ('reason' in found) describe.skip(`${name} (not run: ${found.reason})`, tests);
  else describe(name, tests);
}

function executablePath(): string {
  const found = inject('browser');
  if ('reason' in found) throw new Error(`no browser: ${found.reason}`);
  return found.executablePath;
}

/** Starts a browser whose storage is gone when it ends. */
export function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({
    ...options,
    executablePath: executablePath(),
    args: [...BROWSER_ARGUMENTS, ...(options.args ?? [])],
  });
}

/** A browser that can be killed, and started again on the same folder. */
export interface KillableBrowser {
  context: BrowserContext;
  /** SIGKILL, to all of its processes at once. */
  kill(): Promise<void>;
  /** An orderly end. */
  close(): Promise<void>;
}

/** Starts a browser that keeps its storage in `userDataDir`. */
export async function launchKillableBrowser(userDataDir: string): Promise<KillableBrowser> {
  const child = spawnBrowser(userDataDir);
  const browser = await chromium.connectOverCDP(await readDebuggerUrl(child));
  const [context] = browser.contexts();
  if (!context) throw new Error('the browser has no default context');
  const ended = once(child, 'exit');
  return {
    context,
    kill: () => killBrowser(child),
    async close() {
      const session = await browser.newBrowserCDPSession();
      await Promise.all([ended, session.send('Browser.close')]);
    },
  };
}

/**
 * Opens `url` in a browser that nobody drives: one that is driven does not render pages ahead of a visit
 * (`PrerenderingDisabledByDevTools`). Returns how to end it.
 */
export async function openUndriven(url: string, userDataDir: string): Promise<() => Promise<void>> {
  const child = spawnBrowser(userDataDir, url);
  await readDebuggerUrl(child);
  return () => killBrowser(child);
}

function spawnBrowser(userDataDir: string, ...urls: string[]): ChildProcess {
  return spawn(
    executablePath(),
    [
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${userDataDir}`,
      ...BROWSER_ARGUMENTS,
      ...urls,
    ],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
}

async function killBrowser(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  // The whole group: its renderers would otherwise go on for a moment.
  process.kill(-Number(child.pid), 'SIGKILL');
  await ended;
}

function readDebuggerUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', (code) => reject(new Error(`the browser ended with ${code}: ${output}`)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = /ws:\/\/\S+/.exec(output)?.[0];
      if (url) resolve(url);
    });
  });
}
