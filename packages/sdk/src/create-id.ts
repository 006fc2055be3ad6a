const TEMPLATE = 'xxxxxxxx-xxxx-7xxx-8xxx-xxxxxxxxxxxx';

/** A UUIDv7 (RFC 9562): 48 bits of `time`, in milliseconds from 2004 to 2527, then randomness. */
export function createId(time: number = Date.now()): string {
  const clock = `0${time.toString(16)}`;
  // At once: asking for each digit takes five times as long. Without crypto, ids that are merely unlikely to meet still
  // beat none.
  const random = crypto?.getRandomValues(new Uint8Array(30));
  let at = -1;
  return TEMPLATE.replace(
    /x/g,
    () => clock[++at] ?? ((random?.[at] ?? Math.random() * 256) & 15).toString(16),
  );
}
