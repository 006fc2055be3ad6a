import { createLoginPath } from '../access/create-login-path.ts';
import { processTerminal, type Terminal } from '../cli/terminal.ts';
import { waitForEnd } from '../cli/wait-for-end.ts';
import { type Config, loadConfig } from '../config.ts';
import { createCollector } from '../create-collector.ts';
import { dataFolder } from '../data-folder.ts';
import { openControlStorage } from '../sqlite/control/open-control-storage.ts';
import { findLockHolder } from '../sqlite/lock-folder.ts';
import { addDemo } from './add-demo.ts';
import type { FillBehind } from './fill-behind.ts';
import { findFreePort } from './find-free-port.ts';
import { printWelcome } from './print-welcome.ts';

/**
 * `npm start`: the collector with the settings of the environment, the demo with its apps at `/demo`, and on the screen
 * where to look. Takes the next free port unless PORT is set; runs until SIGTERM or SIGINT. Where the data folder is in use
 * already, it says where and ends.
 *
 * @throws CollectorError with a hint for what the operator can mend: settings, the port, the data folder.
 */
export async function startDev(terminal: Terminal = processTerminal): Promise<void> {
  const config = loadConfig();
  const runningUrl = findLockHolder(config.dataDir)?.url;
  if (runningUrl) return pointToRunning(config, runningUrl, terminal);
  const port = config.isPortSet ? config.port : await findFreePort(config);
  const end = waitForEnd();
  const collector = await createCollector({ ...config, port }, { onFatal: end.fail });
  let filling: FillBehind | undefined;
  try {
    const demo = config.isDemoOn ? await addDemo(collector, config, terminal) : undefined;
    const { url } = await collector.start();
    filling = await demo?.open(url);
    await printWelcome(collector, { url, config, filling, terminal });
    terminal.err(`${await end.signal}: letting running requests end`);
  } finally {
    end.forget();
    await filling?.stop();
    await collector.stop();
  }
}

async function pointToRunning({ dataDir }: Config, url: string, terminal: Terminal): Promise<void> {
  const control = openControlStorage(dataFolder(dataDir).controlPath);
  try {
    const loginPath = await createLoginPath(control, Date.now());
    terminal.out(`Ardent is already running at ${url}, with the data in ${dataDir}.`);
    terminal.out(`Dashboard, by this link once and within an hour: ${url}${loginPath}`);
  } finally {
    await control.close();
  }
}
