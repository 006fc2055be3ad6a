import './lib/require-node.mjs';
import { prepare } from './lib/prepare.mjs';
import { runCommand } from './lib/run-command.mjs';

await runCommand(async () => {
  await prepare();
  // In this process, so that a signal to it reaches the server and nothing stays behind.
  const start = '../packages/collector/dist/dev/start.js';
  const { startDev } = await import(start);
  await startDev();
});
