/**
 * Tells the person at the terminal something. On stderr, so that the stdout of a command is its result alone.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`ardent: ${text}\n`);
}
