import { readFileSync } from 'node:fs';

/** The stub snippet, as it was built. */
export function readStub(): string {
  return readFileSync(new URL('../../dist/stub.min.js', import.meta.url), 'utf8');
}
