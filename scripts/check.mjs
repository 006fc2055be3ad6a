import './lib/require-node.mjs';
import { prepare } from './lib/prepare.mjs';
import { runCommand, StepFailed } from './lib/run-command.mjs';
import { runProcess } from './lib/run-process.mjs';
import { say } from './lib/say.mjs';

// The types of the packages themselves are checked by the build.
const CHECKS = [
  { name: 'types of the tests', args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.test.json'] },
  { name: 'types of the scripts', args: ['node_modules/typescript/bin/tsc', '-p', 'scripts'] },
  { name: 'types of the React example', args: ['node_modules/typescript/bin/tsc', '-p', 'examples/react'] },
  { name: 'lint and format', args: ['node_modules/@biomejs/biome/bin/biome', 'check'] },
];

await runCommand(async () => {
  await prepare();
  /** @type {string[]} */
  const failed = [];
  for (const { name, args } of CHECKS) {
    say(`checking ${name}`);
    if ((await runProcess(process.execPath, args)) !== 0) failed.push(name);
  }
  if (failed.length > 0)
    throw new StepFailed(
      `failed: ${failed.join(', ')} ("npx biome check --write" mends most of lint and format)`,
    );
  say('types, lint and format are in order');
});
