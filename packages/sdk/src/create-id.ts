let sequence = 0;

/**
 * A UUIDv7 (RFC 9562): 48 bits of `time` (milliseconds since 1970), a 12-bit counter, 62 random bits.
 * The ids that one page makes sort in the order in which they were made.
 */
export function createId(time: number = Date.now()): string {
  const counter = sequence++ & 0xfff;
  const variant = random32() & 0x3fffffff;
  return (hex(time, 12) + 7 + hex(counter, 3) + hex(variant + 0x80000000, 8) + hex(random32(), 8)).replace(
    /(.{8})(.{4})(.{4})(.{4})/,
    '$1-$2-$3-$4-',
  );
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function random32(): number {
  try {
    return crypto.getRandomValues(new DataView(new ArrayBuffer(4))).getUint32(0);
  } catch {
    // Old and crippled environments have no crypto: ids that are merely unlikely to meet still beat none.
    return (Math.random() * 2 ** 32) >>> 0;
  }
}
