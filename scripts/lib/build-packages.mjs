import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleSdk } from './bundle-sdk.mjs';
import { listSources } from './list-sources.mjs';
import { root } from './paths.mjs';
import { StepFailed } from './run-command.mjs';
import { runProcess } from './run-process.mjs';

/** Builds what changed: the packages' TypeScript into their `dist`, then the SDK's file for the script tag. */
export async function buildPackages() {
  const tsc = [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b'];
  // tsc goes by its own notes, and does not see that a file it once wrote is gone.
  if (listBuilt().some(hasMissingOutput)) tsc.push('--force');
  const exitCode = await runProcess(process.execPath, tsc, { toStderr: true });
  if (exitCode !== 0) throw new StepFailed('the TypeScript build failed; the messages above say where');
  await bundleSdk();
}

/** The folders that `tsc -b` builds. */
function listBuilt() {
  /** @type {{ references: { path: string }[] }} */
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  return references.map(({ path }) => join(root, path));
}

/** @param {string} folder */
function hasMissingOutput(folder) {
  return listSources(join(folder, 'src')).some(
    (source) => !existsSync(join(folder, 'dist', source.replace(/\.tsx?$/, '.js'))),
  );
}
