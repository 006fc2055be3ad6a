import type { JsonObject } from '@ardent/core';

// The collector takes 300 keys, texts of 16,384 characters and 64 KiB in one message. At 64 a value, this is at most
// 250 values, and below 48 kB whatever the characters.
const ROOM = 16_000;
const ROOM_PER_VALUE = 64;
const MAX_DEPTH = 8;

/**
 * A copy that JSON can hold of whatever a page hands over: dates become ISO texts and big integers texts; functions,
 * symbols, DOM nodes and cycles are left out. Past 250 values or 16,000 characters the rest is cut.
 *
 * @throws whatever a getter or a toJSON in it throws.
 */
export function toJson(value: object): JsonObject {
  let room = ROOM;
  const ancestors: unknown[] = [];

  function replace(this: unknown, _key: string, given: unknown): unknown {
    let source = given;
    room -= ROOM_PER_VALUE;
    if (room < 0 || source instanceof EventTarget) return;
    if (typeof source === 'bigint') return `${source}`;
    if (typeof source === 'string') {
      source = source.slice(0, room);
      room -= (source as string).length;
    }
    if (source && typeof source === 'object') {
      // Down to the holder of this value: what is left are its ancestors.
      ancestors.splice(ancestors.indexOf(this) + 1);
      if (ancestors.length > MAX_DEPTH || ancestors.includes(source)) return;
      ancestors.push(source);
    }
    return source;
  }

  return JSON.parse(JSON.stringify(value, replace)) as JsonObject;
}
