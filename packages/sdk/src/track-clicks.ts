import type { ArdentClient } from './ardent-client.ts';

const PREFIX = 'ardentProp';

/**
 * Records what the markup names: `data-ardent-event="Plan Chosen" data-ardent-prop-plan="pro"` on a form when it is
 * submitted, on anything else when it is clicked. Values of inputs are never read.
 */
export function trackClicks(ardent: Pick<ArdentClient, 'track'>): void {
  if (typeof document === 'undefined') return;
  const record = ({ target, type }: Event) => {
    const named = target instanceof Element && target.closest<HTMLElement>('[data-ardent-event]');
    if (!named || named instanceof HTMLFormElement !== (type === 'submit')) return;
    const properties: Record<string, string | undefined> = {};
    for (const [key, value] of Object.entries(named.dataset)) {
      const name = key.slice(PREFIX.length);
      if (name && key.startsWith(PREFIX))
        properties[`${name.charAt(0).toLowerCase()}${name.slice(1)}`] = value;
    }
    ardent.track(`${named.dataset['ardentEvent']}`, properties);
  };
  for (const type of ['click', 'submit']) addEventListener(type, record, { capture: true, passive: true });
}
