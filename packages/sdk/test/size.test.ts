import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { gzipSize } from './gzip-size.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const docs = read('../../../docs/sdk.md');

// Builds of zlib differ by a few bytes.
const TOLERANCE = 16;

/** What a page can load, as docs/sdk.md names it, with the bytes it may take and those it takes. */
const ENTRIES: [name: string, budget: number, measure: () => Promise<number>][] = [
  ['the script tag, `ardent.js`', 3_400, async () => gzipSize(read('../dist/ardent.js'))],
  ['`@ardent/sdk`, all of it', 3_300, async () => gzipSize(await bundle("export * from '@ardent/sdk'"))],
  [
    '`@ardent/sdk/react`, on top of the client',
    600,
    async () => gzipSize(await bundle("export * from '@ardent/sdk/react'", ['react', './create-ardent.js'])),
  ],
  [
    'the stub snippet (brotli)',
    500,
    async () => brotliCompressSync(read('../dist/stub.min.js').trim()).length,
  ],
];

test.each(ENTRIES)('%s takes at most %i bytes, and what the docs say', async (name, budget, measure) => {
  const bytes = await measure();
  expect(bytes).toBeLessThanOrEqual(budget);
  const [said, saidBudget] = readRow(name);
  expect(saidBudget).toBe(budget);
  expect(Math.abs((said ?? 0) - bytes), `docs/sdk.md says ${said}, it takes ${bytes}`).toBeLessThanOrEqual(
    TOLERANCE,
  );
});

test('the README says what the script takes at most', () => {
  expect(read('../../../README.md')).toContain('at most 3,400 bytes');
});

/** The numbers of the docs' row that begins with `name`. */
function readRow(name: string): number[] {
  const row = docs.split('\n').find((line) => line.startsWith(`| ${name} `));
  return (row ?? '')
    .split('|')
    .slice(2)
    .map((cell) => Number(cell.replaceAll(',', '')));
}
