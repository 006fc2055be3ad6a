import type { ArdentOptions } from './options.ts';

/** Tells the console, if `options.debug` asks for it. */
export function log({ debug }: ArdentOptions, ...what: unknown[]): void {
  // biome-ignore lint/suspicious/noConsole: only for who asks for it
  if (debug) console.debug(...what);
}
