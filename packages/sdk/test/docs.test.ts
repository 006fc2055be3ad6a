import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the stub snippet in the docs is the one that was built, in at most 500 bytes of brotli', () => {
  const stub = read('../dist/stub.min.js').trim();
  expect(read('../../../docs/sdk.md')).toContain(`<script>${stub}</script>`);
  expect(brotliCompressSync(stub).length).toBeLessThanOrEqual(500);
});
