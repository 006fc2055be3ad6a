import type { JsonObject, JsonValue } from '@ardent/core';
import type { JSX } from 'hono/jsx/jsx-runtime';

const SHOWN_PROPERTIES = 6;
const SHOWN_CHARACTERS = 60;

/** The first few properties of an event, shortened; nothing if it has none. */
export function EventProperties({ properties }: { properties: JsonObject }): JSX.Element | null {
  const entries = Object.entries(properties);
  if (entries.length === 0) return null;
  const more = entries.length - SHOWN_PROPERTIES;
  return (
    <dl class="properties">
      {entries.slice(0, SHOWN_PROPERTIES).map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{shorten(value)}</dd>
        </div>
      ))}
      {more > 0 ? <div class="more">{`and ${more} more`}</div> : null}
    </dl>
  );
}

function shorten(value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
