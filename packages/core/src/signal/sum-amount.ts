/** The largest amount, in size, that one event may add to a sum. */
export const LARGEST_AMOUNT = 1e12;

const NUMERIC = /^[\d+\-.eE]{1,64}$/;

/**
 * What a property adds to a `sum`: a finite number, or a string that writes one in decimals ("19.90", "-3", "1e3"),
 * up to 1e12 in size. Anything else adds nothing and answers undefined.
 */
export function sumAmount(value: unknown): number | undefined {
  const amount = typeof value === 'string' ? parseAmount(value.trim()) : value;
  return typeof amount === 'number' && Math.abs(amount) <= LARGEST_AMOUNT ? amount : undefined;
}

// Number() alone would take '' as 0 and '0x10' as 16.
function parseAmount(text: string): number {
  return NUMERIC.test(text) ? Number(text) : Number.NaN;
}
