import type { JsonValue, Message } from '../message/message.ts';

/**
 * The value at `properties.x` or `context.x` of a message (context as the collector keeps it: `context.path`,
 * `context.campaign.source`), undefined where there is none. Dots reach into nested objects; a key that itself holds
 * dots is found first. Lists are not reached into.
 */
export function readPath(message: Message, path: string): JsonValue | undefined {
  const dot = path.indexOf('.');
  const root = path.slice(0, dot);
  if (root !== 'properties' && root !== 'context') return undefined;
  return readKey(message[root] as JsonValue, path.slice(dot + 1));
}

function readKey(value: JsonValue | undefined, path: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  // Own keys only: `properties.constructor` is nothing a client sent.
  if (Object.hasOwn(value, path)) return value[path];
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const key = path.slice(0, dot);
    const found = Object.hasOwn(value, key) ? readKey(value[key], path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
