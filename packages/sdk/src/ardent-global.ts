import type { ArdentClient } from './ardent-client.ts';
import type { ArdentOptions } from './options.ts';

/** What `ardent.init` takes; the script tag takes the same as attributes: `data-write-key`, `data-auto-page`, … */
export interface ScriptOptions extends ArdentOptions {
  /** `off`: only `ardent.page()` records page views. */
  autoPage?: string | undefined;
}

/** A call made before the script came, and where its result goes. */
export type WaitingCall = [method: keyof ArdentClient, given: unknown[], resolve: (result: unknown) => void];

/** `window.ardent`: with the stub snippet from the start, in full when the script has come. */
export interface ArdentGlobal extends Partial<ArdentClient> {
  init?: (options: ScriptOptions) => void;
  /** What `init` was called with before the script came. */
  o?: ScriptOptions;
  /** Calls that wait for `init`; gone when it was called. */
  q?: WaitingCall[];
}

declare global {
  interface Window {
    ardent?: ArdentGlobal;
  }
}
