import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runProcess } from './run-process.mjs';

/** @typedef {NonNullable<Parameters<typeof runProcess>[2]>} ProcessOptions */

/**
 * Runs npm or npx; resolves with the exit code.
 * @param {'npm' | 'npx'} tool
 * @param {string[]} args
 * @param {ProcessOptions} options
 * @returns {Promise<number>}
 */
export function runNpmTool(tool, args, options) {
  const script = findScript(tool);
  return script ? runProcess(process.execPath, [script, ...args], options) : runProcess(tool, args, options);
}

/**
 * The tool as a script for this Node: on Windows, npx.cmd could be run only through a shell.
 * @param {'npm' | 'npx'} tool
 * @returns {string | undefined}
 */
function findScript(tool) {
  const { npm_execpath = '' } = process.env;
  const nodeDir = dirname(process.execPath);
  const folders = [
    dirname(npm_execpath),
    join(nodeDir, 'node_modules', 'npm', 'bin'),
    join(nodeDir, '..', 'lib', 'node_modules', 'npm', 'bin'),
  ];
  return folders.map((folder) => join(folder, `${tool}-cli.js`)).find((file) => existsSync(file));
}
