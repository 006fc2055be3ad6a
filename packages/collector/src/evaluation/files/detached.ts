/**
 * A copy of a text that was cut from a larger one. A cut text keeps the whole of what it was cut from in memory; kept for
 * each of a million users, that is most of the file.
 */
export function detached(text: string): string {
  return Buffer.from(text).toString();
}
