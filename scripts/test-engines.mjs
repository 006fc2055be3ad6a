import './lib/require-node.mjs';
import { prepare } from './lib/prepare.mjs';
import { runCommand } from './lib/run-command.mjs';
import { runProcess } from './lib/run-process.mjs';

await runCommand(async () => {
  await prepare();
  process.exitCode = await runProcess(process.execPath, ['packages/sdk/engines/main.mjs']);
});
