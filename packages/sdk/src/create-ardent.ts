import type { ArdentClient, EventMap } from './ardent-client.ts';
import { createCalls } from './calls.ts';
import { createEngine } from './engine.ts';
import type { ArdentOptions } from './options.ts';
import { hasPrivacyControl } from './session.ts';

type Call = (...given: never[]) => unknown;

/**
 * Makes a client and starts it: one per page and write key. It does nothing on a server, without a write key, and
 * where `gpc: 'optOut'` applies. Never throws; with `debug` it tells the console what it does.
 */
export function createArdent<Events = EventMap>(given: ArdentOptions): ArdentClient<Events> {
  const options: ArdentOptions = Object(given);
  const log = (...what: unknown[]) => {
    // biome-ignore lint/suspicious/noConsole: only for who asks for it
    if (options.debug) console.debug('[ardent]', ...what);
  };
  const engine = createEngine(options, log);
  const { outbox, scores, start } = engine;
  const isAlive =
    typeof document !== 'undefined' && options.writeKey && !(options.gpc === 'optOut' && hasPrivacyControl());
  const ready = isAlive ? start() : undefined;

  const guard =
    (call: Call): Call =>
    (...args) => {
      try {
        if (isAlive) call(...args);
      } catch (error) {
        log(error);
      }
    };
  const calls = Object.entries<Call>(createCalls(engine)).map(([name, call]) => [name, guard(call)]);

  return {
    ...Object.fromEntries(calls),
    async flush() {
      await ready;
      if (isAlive) await outbox.flush();
    },
    async score() {
      await ready;
      return isAlive ? scores.score() : undefined;
    },
    onScore: (callback) => (isAlive ? scores.onScore(callback) : () => {}),
  };
}
