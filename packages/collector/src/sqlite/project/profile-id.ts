import type { ProfileId } from '../../storage/project-storage.ts';

const PREFIX = 'prf_';
const BITS = 50n;
const MASK = (1n << BITS) - 1n;
// Any odd factor is invertible modulo a power of two; these only keep the ids from looking like a count of customers.
const FACTOR = 0x2c9277b5bc2adn;
const OFFSET = 0x1f3d5b79a2c41n;
const INVERSE = inverseOf(FACTOR);
const TEXT = /^prf_[0-9a-z]{10}$/;

/** The opaque name of a profile's row: one to one, the same for ever. Not a secret. */
export function toProfileId(id: number): ProfileId {
  const mixed = ((BigInt(id) * FACTOR) & MASK) ^ OFFSET;
  return `${PREFIX}${mixed.toString(36).padStart(10, '0')}` as ProfileId;
}

/** The row that a profileId names, or undefined if the text is no profileId. */
export function parseProfileId(text: string): number | undefined {
  if (!TEXT.test(text)) return undefined;
  const mixed = BigInt(Number.parseInt(text.slice(PREFIX.length), 36));
  if (mixed > MASK) return undefined;
  const id = Number(((mixed ^ OFFSET) * INVERSE) & MASK);
  return id > 0 && toProfileId(id) === text ? id : undefined;
}

// Newton's iteration doubles the number of right bits: 3, 6, 12, 24, 48, 96.
function inverseOf(factor: bigint): bigint {
  let inverse = factor;
  for (let round = 0; round < 5; round++) inverse = (inverse * (2n - factor * inverse)) & MASK;
  return inverse & MASK;
}
