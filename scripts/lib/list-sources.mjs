import { existsSync, readdirSync } from 'node:fs';

/**
 * The TypeScript files of a package that end up in its build (its tests do not), relative to `folder`.
 * @param {string} folder such as packages/core/src; where there is none, there are no sources
 * @returns {string[]}
 */
export function listSources(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { encoding: 'utf8', recursive: true }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.(test|test-d|d)\.tsx?$/.test(name),
  );
}
