import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { root } from './paths.mjs';
import { StepFailed } from './run-command.mjs';
import { runNpmTool } from './run-npm-tool.mjs';

const sdk = join(root, 'packages', 'sdk');
const dist = join(sdk, 'dist');
const stampFile = join(dist, '.bundled');
const NOT_INPUTS = ['dist', 'node_modules', 'test'];
// File systems keep times more coarsely than the clock does; a file too many on the list does no harm.
const CLOCK_SLACK_MS = 1_000;

/** Runs the SDK's own script `bundle`, unless nothing that goes into it has changed and all it wrote is still there. */
export async function bundleSdk() {
  const inputs = hashInputs();
  if (isBundled(inputs)) return;
  const startedAt = Date.now();
  const exitCode = await runNpmTool('npm', ['run', '--silent', 'bundle'], { cwd: sdk, toStderr: true });
  if (exitCode !== 0) throw new StepFailed('bundling the SDK failed; the messages above say why');
  const outputs = readdirSync(dist).filter(
    (name) => statSync(join(dist, name)).mtimeMs > startedAt - CLOCK_SLACK_MS,
  );
  writeFileSync(stampFile, [inputs, ...outputs].join('\n'));
}

/** @param {string} inputs */
function isBundled(inputs) {
  if (!existsSync(stampFile)) return false;
  const [stamp, ...outputs] = readFileSync(stampFile, 'utf8').split('\n');
  return stamp === inputs && outputs.every((name) => existsSync(join(dist, name)));
}

/** Everything in the package but its tests, and the lock file, which holds the bundler's version. */
function hashInputs() {
  const files = readdirSync(sdk, { encoding: 'utf8', recursive: true })
    .filter((name) => !NOT_INPUTS.includes(name.split(sep)[0] ?? '') && !name.includes('.test'))
    .map((name) => join(sdk, name))
    .filter((file) => statSync(file).isFile());
  const hash = createHash('sha256');
  for (const file of [...files.sort(), join(root, 'tsconfig.base.json'), join(root, 'pnpm-lock.yaml')]) {
    hash.update(`\0${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}
