/**
 * A UUIDv7 (RFC 9562): 48 bits of `time`, in milliseconds from 2004 to 2527, then randomness. On insecure origins, where
 * browsers make no random UUIDs, a shorter text, as unlikely to be made twice.
 */
export function createId(time: number = Date.now()): string {
  const clock = `0${time.toString(16)}`;
  const random = crypto?.randomUUID?.().slice(15) ?? Math.random().toString(16).slice(2);
  return `${clock.slice(0, 8)}-${clock.slice(8)}-7${random}`;
}
