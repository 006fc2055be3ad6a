import { listen } from './listen.ts';
import type { Feature } from './options.ts';

const PREFIX = 'data-ardent-prop-';

/**
 * Records what the markup names, `data-ardent-event="Plan Chosen" data-ardent-prop-plan="pro"`: on a form when it is
 * submitted, on anything else when it is clicked. Values of inputs are never read.
 */
export const trackClicks: Feature = (ardent) => {
  const record = ({ target, type }: Event) => {
    const named = (target as Element).closest<HTMLElement>('[data-ardent-event]');
    if (!named || named.matches('form') !== (type === 'submit')) return;
    const properties: Record<string, string> = {};
    for (const { name, value } of named.attributes) {
      if (name.startsWith(PREFIX)) properties[name.slice(PREFIX.length)] = value;
    }
    void ardent.track(named.dataset['ardentEvent'] as string, properties);
  };
  listen(['click', 'submit'], record);
};
