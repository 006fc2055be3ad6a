import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { installedStamp, listMissingDependencies, PACKAGE_PARENTS } from './installed-stamp.mjs';
import { root as repository } from './paths.mjs';

/** @type {string} */
let root;

/**
 * @param {string} file
 * @param {unknown} content
 */
function write(file, content) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), JSON.stringify(content));
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ardent-stamp-'));
  write('package.json', { name: 'all', devDependencies: { vitest: '1' } });
  write('pnpm-lock.yaml', 'lock');
  write('packages/core/package.json', {
    name: 'core',
    scripts: { a: '1' },
    dependencies: { hono: '1', '@a/b': '1' },
  });
});

it('changes with dependencies, settings and the lock file, but not with scripts', () => {
  const stamps = [installedStamp(root)];
  write('packages/core/package.json', {
    name: 'core',
    scripts: { a: '2' },
    dependencies: { hono: '1', '@a/b': '1' },
  });
  expect(installedStamp(root)).toBe(stamps[0]);

  write('packages/core/package.json', { name: 'core', dependencies: { hono: '2', '@a/b': '1' } });
  stamps.push(installedStamp(root));
  write('examples/app/package.json', { name: 'app' });
  stamps.push(installedStamp(root));
  write('pnpm-lock.yaml', 'other lock');
  stamps.push(installedStamp(root));
  write('pnpm-workspace.yaml', 'packages');
  stamps.push(installedStamp(root));
  expect(new Set(stamps).size).toBe(5);
});

it('lists the dependencies that are not there', () => {
  write('node_modules/vitest/package.json', {});
  write('packages/core/node_modules/hono/package.json', {});
  expect(listMissingDependencies(root)).toEqual(['packages/core: @a/b']);
  write('packages/core/node_modules/@a/b/package.json', {});
  expect(listMissingDependencies(root)).toEqual([]);
});

it('looks for packages where pnpm does', () => {
  const settings = readFileSync(join(repository, 'pnpm-workspace.yaml'), 'utf8');
  const [, list = ''] = /^packages:\n((?: +- .*\n)+)/m.exec(settings) ?? [];
  expect(list.match(/[^\s-].*/g)).toEqual(PACKAGE_PARENTS.map((parent) => `${parent}/*`));
});
