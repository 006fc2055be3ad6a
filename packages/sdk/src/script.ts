import type { ArdentGlobal, ScriptOptions } from './ardent-global.ts';
import { createArdent } from './create-ardent.ts';
import { trackClicks } from './track-clicks.ts';
import { trackEngagement } from './track-engagement.ts';
import { trackPages } from './track-pages.ts';

function install(): void {
  window.ardent ??= { q: [] };
  const global = window.ardent;
  // Loaded twice: the first one goes on.
  if (!global.q) return;
  const script = document.currentScript as HTMLScriptElement | null;
  const host = script?.src && new URL(script.src).origin;
  const attributes = { ...script?.dataset };
  global.init = (options) => start(global, { host, ...options });
  const waiting = global.q.find(([method]) => method === 'init')?.[1][0];
  const options = attributes['writeKey']
    ? { ...attributes, debug: attributes['debug'] !== undefined }
    : waiting;
  if (options) global.init(options as ScriptOptions);
}

function start(global: ArdentGlobal, options: ScriptOptions): void {
  const calls = global.q;
  if (!calls) return;
  delete global.q;
  const client = createArdent(options);
  Object.assign(global, client);
  for (const [method, given, resolve] of calls) {
    const call = client[method as keyof typeof client] as ((...given: unknown[]) => unknown) | undefined;
    resolve(call?.(...given));
  }
  trackClicks(client);
  if (options.autoEngagement !== 'off') trackEngagement(client);
  if (options.autoPage !== 'off') trackPages(client);
}

try {
  install();
} catch {
  // A page that froze its window goes without; a throw here would only show in its console.
}
