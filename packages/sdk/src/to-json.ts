import type { JsonObject, JsonValue } from '@ardent/core';

// The collector takes 300 keys, texts of 16,384 characters and 64 KiB in one message. At 64 a value, this is at most
// 250 values, and below 48 kB whatever the characters.
const ROOM = 16_000;
const ROOM_PER_VALUE = 64;
const MAX_VALUES = ROOM / ROOM_PER_VALUE;
const MAX_DEPTH = 8;

/**
 * A copy that JSON can hold of whatever a page hands over: dates become ISO texts and big integers texts; functions,
 * symbols, DOM nodes, cycles and getters that throw are left out. Past 250 values or 16,000 characters the rest is cut.
 * Never throws, never changes its input.
 */
export function toJson(value: object): JsonObject {
  let room = ROOM;

  const copy = (read: () => unknown, ancestors: object[]): JsonValue | undefined => {
    try {
      const source = read();
      room -= ROOM_PER_VALUE;
      if (room < 0) return;
      if (typeof source === 'bigint') return `${source}`;
      if (typeof source === 'string') {
        const text = source.slice(0, room);
        room -= text.length;
        return text;
      }
      return source && typeof source === 'object' ? copyObject(source, ancestors) : (source as JsonValue);
    } catch {
      return;
    }
  };

  const copyObject = (source: object, ancestors: object[]): JsonValue | undefined => {
    if (source instanceof EventTarget || ancestors.includes(source) || ancestors.length > MAX_DEPTH) return;
    const path = [...ancestors, source];
    if ('toJSON' in source) return copy(() => (source as Date).toJSON(), path);
    if (Array.isArray(source)) {
      return source.slice(0, MAX_VALUES).map((item) => copy(() => item, path) as JsonValue);
    }
    const keys = Object.keys(source).slice(0, MAX_VALUES) as (keyof typeof source)[];
    // Unlike an assignment, fromEntries leaves the prototype alone when a key is __proto__.
    return Object.fromEntries(keys.map((key) => [key, copy(() => source[key], path) as JsonValue]));
  };

  return copyObject(value, []) as JsonObject;
}
