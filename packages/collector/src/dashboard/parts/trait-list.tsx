import type { JsonObject } from '@ardent/core';
import type { JSX } from 'hono/jsx/jsx-runtime';

/** What is known of a person, by name. */
export function TraitList({ traits }: { traits: JsonObject }): JSX.Element {
  const entries = Object.entries(traits).sort(([a], [b]) => a.localeCompare(b));
  if (entries.length === 0) {
    return (
      <p class="hint">
        No traits yet. Send some with <code>{"ardent.identify(userId, { name: '…', plan: '…' })"}</code>.
      </p>
    );
  }
  return (
    <dl class="facts">
      {entries.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
