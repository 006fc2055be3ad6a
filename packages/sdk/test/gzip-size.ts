import { gzipSync } from 'node:zlib';

/** Bytes of Node's gzip, at level 9. */
export function gzipSize(code: string | Uint8Array): number {
  return gzipSync(code, { level: 9 }).length;
}
