import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

test('each line of the threat model in SECURITY.md names tests that are there', () => {
  const rows = readFileSync(resolve(root, 'SECURITY.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (they|it|risk)/.test(line));
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    const cell = row.split('|').at(-2) ?? '';
    const paths = Array.from(cell.matchAll(/`([^`]+)`/g), ([, path]) => path ?? '');
    expect(paths.length, row).toBeGreaterThan(0);
    for (const path of paths) {
      expect(existsSync(resolve(root, 'packages/collector', path)), `${path} of ${row}`).toBe(true);
    }
  }
});
