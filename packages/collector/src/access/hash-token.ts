import { createHash } from 'node:crypto';

/**
 * SHA-256 of a key or token, 32 bytes. Enough for random ones: what has 128 bits cannot be guessed from its hash, and
 * looking up by hash tells nothing by its timing.
 */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
