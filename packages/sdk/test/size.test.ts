import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { gzipSize } from './gzip-size.ts';

test('the script is at most 3,400 bytes of gzip', () => {
  const script = readFileSync(new URL('../dist/ardent.js', import.meta.url));
  expect(gzipSize(script)).toBeLessThanOrEqual(3_400);
});

test('the whole module, bundled and minified, is at most 3,300 bytes of gzip', async () => {
  const code = await bundle("export * from '@ardent/sdk'");
  expect(gzipSize(code)).toBeLessThanOrEqual(3_300);
});

test('what is not imported costs nothing', async () => {
  const client = await bundle("import { createArdent } from '@ardent/sdk'; createArdent({ writeKey: 'wk' })");
  expect(client).not.toMatch(/Page Engaged|data-ardent|currententrychange/);
});

test('the React wrapper itself is at most 600 bytes of gzip', async () => {
  const code = await bundle("export * from '@ardent/sdk/react'", ['react', 'create-ardent.js']);
  expect(gzipSize(code)).toBeLessThanOrEqual(600);
});
