import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runNpmTool } from './run-npm-tool.mjs';

/**
 * Runs pnpm 10 by npx, which fetches it once into npm's cache; resolves with its exit code.
 * @param {string[]} args
 * @param {(text: string) => void} onOutput gets what npx and pnpm print, without colours or moving bars
 * @returns {Promise<number>}
 */
export function runPnpm(args, onOutput) {
  const pnpm = ['--yes', '--prefer-offline', 'pnpm@10', '--reporter=append-only', ...args];
  return runNpmTool('npx', pnpm, { env: pnpmEnvironment(), onOutput });
}

/** @returns {NodeJS.ProcessEnv} */
function pnpmEnvironment() {
  // Node's headers, where they came with it, spare node-gyp a download that closed networks refuse.
  const prefix = dirname(dirname(process.execPath));
  const hasHeaders = existsSync(join(prefix, 'include', 'node', 'common.gypi'));
  return {
    ...(hasHeaders ? { npm_config_nodedir: prefix } : {}),
    // Three tries within 15 s instead of within 70: soon enough to say that there is no network.
    npm_config_fetch_retry_mintimeout: '3000',
    npm_config_fetch_retry_maxtimeout: '10000',
    ...process.env,
    // Under "production", pnpm leaves out what building needs.
    NODE_ENV: undefined,
  };
}
