import { expect, test } from 'vitest';
import { bundle } from './bundle.ts';

const FEATURES = /Page Engaged|data-ardent|currententrychange/g;
const CLIENT = /\/v1\/batch/;

test('what is not imported costs nothing', async () => {
  const all = await bundle("export * from '@ardent/sdk'");
  expect(new Set(all.match(FEATURES)).size).toBe(3);
  expect(all).toMatch(CLIENT);
  const client = await bundle("export { createArdent } from '@ardent/sdk'");
  expect(client).not.toMatch(FEATURES);
  const pages = await bundle("export { trackPages } from '@ardent/sdk'");
  expect(pages).not.toMatch(CLIENT);
  expect(pages.match(FEATURES)).toEqual(['currententrychange']);
});

test('an import of nothing is nothing', async () => {
  expect((await bundle("import '@ardent/sdk'")).trim()).toBe('');
});
