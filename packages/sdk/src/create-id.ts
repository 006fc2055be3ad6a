const TEMPLATE = 'xxxxxxxx-xxxx-7xxx-8xxx-xxxxxxxxxxxx';

/** A UUIDv7 (RFC 9562): 48 bits of `time`, in milliseconds from 2004 to 2527, then randomness. */
export function createId(time: number = Date.now()): string {
  const clock = `0${time.toString(16)}`;
  let at = 0;
  return TEMPLATE.replace(/x/g, () => clock[at++] ?? (randomByte() & 15).toString(16));
}

function randomByte(): number {
  // Without crypto, ids that are merely unlikely to meet still beat none.
  return crypto?.getRandomValues(new Uint8Array(1))[0] ?? Math.random() * 256;
}
