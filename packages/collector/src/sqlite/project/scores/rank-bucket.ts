const view = new DataView(new ArrayBuffer(8));
// Sign, exponent and five bits of the fraction: 32 buckets from one power of two to the next.
const SHIFT = 15;
const MAGNITUDE = 0x7fffffff;

/** The bucket of a number: whole numbers in the numbers' own order, each bucket a range of about 3 % of its size. */
export function rankBucket(value: number): number {
  view.setFloat64(0, value);
  const high = view.getInt32(0);
  if (high >= 0) return high >>> SHIFT;
  const magnitude = (high & MAGNITUDE) >>> SHIFT;
  // −0 is 0; all other negative numbers lie below it.
  return value === 0 ? 0 : -magnitude - 1;
}

/** The smallest number of a bucket. */
export function bucketStart(bucket: number): number {
  if (bucket >= 0) {
    view.setInt32(0, bucket << SHIFT);
    view.setInt32(4, 0);
    return view.getFloat64(0);
  }
  // Of negative numbers the largest magnitude is the smallest.
  view.setInt32(0, ((-bucket - 1) << SHIFT) | ((1 << SHIFT) - 1) | (1 << 31));
  view.setInt32(4, -1);
  return view.getFloat64(0);
}
