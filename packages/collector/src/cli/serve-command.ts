import type { Command } from 'commander';
import { type ConfigFlags, loadConfig } from '../config.ts';
import { type Collector, createCollector } from '../create-collector.ts';
import { scriptTag } from './script-tag.ts';
import type { Terminal } from './terminal.ts';
import { waitForEnd } from './wait-for-end.ts';

/** `ardent serve`: runs until SIGTERM or SIGINT, then lets what is running end. */
export function addServeCommand(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .description('run the collector: take events, answer with scores, show the dashboard')
    .option('--port <number>', 'port to listen on (PORT, 8787)')
    .option('--host <address>', 'address to listen on (HOST, 127.0.0.1: this machine alone)')
    .option('--data-dir <folder>', 'where everything is kept (ARDENT_DATA_DIR, ./data)')
    .option('--time-zone <name>', 'whose days are counted, fixed once there is data (ARDENT_TIME_ZONE, UTC)')
    .action((flags: ConfigFlags) => serve(flags, terminal));
}

async function serve(flags: ConfigFlags, terminal: Terminal): Promise<void> {
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
