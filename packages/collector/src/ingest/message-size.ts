/** Bytes of one message as JSON. */
export const MAX_MESSAGE_BYTES = 65_536;

/** How a message breaks the bounds on its whole, whatever it holds. */
export type SizeProblem = 'too_large' | 'too_deep';

// JSON.stringify overflows the stack some thousand levels down; nothing that is kept may nest deeper than this.
const MAX_DEPTH = 64;
// A UTF-16 unit becomes at most six bytes: \u0000.
const BYTES_PER_UNIT = 6;
const BYTES_PER_OTHER = 25;

/**
 * Whether a message is larger than 64 KiB as JSON, or nested past measure. Most messages are far smaller: an upper
 * bound settles them, and only what passes it is written out and counted.
 */
export function findSizeProblem(message: unknown): SizeProblem | undefined {
  const bound = upperBound(message, 0);
  if (bound <= MAX_MESSAGE_BYTES) return undefined;
  if (bound === Number.POSITIVE_INFINITY) return 'too_deep';
  return Buffer.byteLength(JSON.stringify(message)) > MAX_MESSAGE_BYTES ? 'too_large' : undefined;
}

function upperBound(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length * BYTES_PER_UNIT + 2;
  if (typeof value !== 'object' || value === null) return BYTES_PER_OTHER;
  if (depth > MAX_DEPTH) return Number.POSITIVE_INFINITY;
  let bytes = 2;
  if (Array.isArray(value)) {
    for (const item of value) bytes += upperBound(item, depth + 1) + 1;
    return bytes;
  }
  const fields = value as Record<string, unknown>;
  for (const key in fields) bytes += key.length * BYTES_PER_UNIT + 4 + upperBound(fields[key], depth + 1);
  return bytes;
}
