import './lib/require-node.mjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTests } from './lib/count-tests.mjs';
import { prepare } from './lib/prepare.mjs';
import { runCommand, StepFailed } from './lib/run-command.mjs';
import { runProcess } from './lib/run-process.mjs';

await runCommand(async () => {
  await prepare();
  const folder = mkdtempSync(join(tmpdir(), 'ardent-test-'));
  try {
    await runTests(join(folder, 'results.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** @param {string} resultsFile */
async function runTests(resultsFile) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultsFile}`];
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...process.argv.slice(2)];
  process.exitCode = await runProcess(process.execPath, vitest);
  const { passed, failed, skipped } = countTests(resultsFile);
  if (passed + failed === 0) throw new StepFailed('no test was run');
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`${passed} passed, ${failed} failed`);
}
