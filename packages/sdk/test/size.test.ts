import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

test('the script is at most 3,400 bytes of gzip', () => {
  const script = readFileSync(new URL('../dist/ardent.js', import.meta.url));
  expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(3_400);
});
