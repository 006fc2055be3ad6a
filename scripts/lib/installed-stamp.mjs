import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folders whose subfolders are packages: those that pnpm-workspace.yaml names. */
export const PACKAGE_PARENTS = ['packages', 'examples'];

const DEPENDENCY_FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies'];
const INSTALL_FIELDS = [...DEPENDENCY_FIELDS, 'name', 'peerDependencies', 'bin', 'pnpm'];

/**
 * A hash over everything that decides what an installation puts into node_modules: the lock file, the settings, what
 * the package.json files say about dependencies, and the platform that binaries are compiled for.
 * @param {string} root the repository's root
 * @returns {string} hexadecimal
 */
export function installedStamp(root) {
  const hash = createHash('sha256');
  hash.update([process.platform, process.arch, process.versions.modules].join(' '));
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc']) {
    const file = join(root, name);
    hash.update(`\0${name}\0`).update(existsSync(file) ? readFileSync(file) : '');
  }
  for (const { manifest } of listPackages(root)) {
    hash.update(`\0${JSON.stringify(INSTALL_FIELDS.map((field) => manifest[field] ?? null))}`);
  }
  return hash.digest('hex');
}

/**
 * The declared dependencies that are not in node_modules, each as `packages/core: vitest`.
 * @param {string} root the repository's root
 * @returns {string[]}
 */
export function listMissingDependencies(root) {
  return listPackages(root).flatMap(({ folder, manifest }) =>
    DEPENDENCY_FIELDS.flatMap((field) => Object.keys(manifest[field] ?? {}))
      .filter((name) => !existsSync(join(root, folder, 'node_modules', name, 'package.json')))
      .map((name) => `${folder}: ${name}`),
  );
}

/**
 * @param {string} root
 * @returns {{ folder: string, manifest: Record<string, any> }[]}
 */
function listPackages(root) {
  const folders = PACKAGE_PARENTS.filter((parent) => existsSync(join(root, parent))).flatMap((parent) =>
    readdirSync(join(root, parent))
      .sort()
      .map((name) => `${parent}/${name}`),
  );
  return ['.', ...folders]
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => ({
      folder,
      manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')),
    }));
}
