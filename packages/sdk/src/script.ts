import type { ArdentGlobal, ScriptOptions } from './ardent-global.ts';
import { createArdent } from './create-ardent.ts';
import { trackClicks } from './track-clicks.ts';
import { trackEngagement } from './track-engagement.ts';
import { trackPages } from './track-pages.ts';

function install(global: ArdentGlobal, { src, dataset }: HTMLScriptElement): void {
  global.init = (options) => {
    const calls = global.q;
    // Loaded twice, or begun twice: the first one goes on.
    if (!calls) return;
    delete global.q;
    const client = createArdent({
      host: src.split('/', 3).join('/'),
      features: [trackClicks, trackEngagement, options.autoPage === 'off' ? undefined : trackPages],
      ...options,
    });
    Object.assign(global, client);
    for (const [method, given, resolve] of calls) {
      resolve((client[method] as (...given: unknown[]) => unknown)(...given));
    }
  };
  const options = dataset['writeKey'] ? (dataset as unknown as ScriptOptions) : global.o;
  if (options) global.init(options);
}

try {
  window.ardent ??= { q: [] };
  install(window.ardent, document.currentScript as HTMLScriptElement);
} catch {
  // A page that froze its window goes without.
}
