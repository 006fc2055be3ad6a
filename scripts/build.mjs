import './lib/require-node.mjs';
import { prepare } from './lib/prepare.mjs';
import { runCommand } from './lib/run-command.mjs';
import { say } from './lib/say.mjs';

await runCommand(async () => {
  await prepare();
  say('packages are installed and built');
});
