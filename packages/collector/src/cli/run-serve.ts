import { type ConfigFlags, loadConfig } from '../config.ts';
import { type Collector, createCollector } from '../create-collector.ts';
import { scriptTag } from './script-tag.ts';
import type { Terminal } from './terminal.ts';
import { waitForEnd } from './wait-for-end.ts';

/** Serves until a signal, or a fault that ends it. @throws CollectorError saying what is wrong. */
export async function runServe(flags: ConfigFlags, terminal: Terminal): Promise<void> {
  const end = waitForEnd();
  const collector = await createCollector(loadConfig(flags), { onFatal: end.fail });
  try {
    const { url } = await collector.start();
    await printWelcome(collector, url, terminal);
    terminal.err(`${await end.signal}: letting running requests end`);
  } finally {
    end.forget();
    await collector.stop();
  }
}

async function printWelcome(collector: Collector, url: string, terminal: Terminal): Promise<void> {
  const { control, newSecretKey } = collector;
  const writeKey = (await control.listKeys('default', Date.now())).find((key) => key.writeKey)?.writeKey;
  terminal.out(`Ardent listens on ${url}`);
  terminal.out(`Dashboard, by this link once and within an hour: ${url}${await collector.createLoginPath()}`);
  if (newSecretKey !== undefined) {
    terminal.out(`Secret key, shown only this time ("ardent keys rotate" makes another): ${newSecretKey}`);
  }
  if (writeKey !== undefined) terminal.out(`Paste into your pages:\n  ${scriptTag(url, writeKey)}`);
}
