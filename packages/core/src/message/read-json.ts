import { isObject } from '../is-object.ts';
import { showValue } from '../show-value.ts';
import { MESSAGE_LIMITS } from './limits.ts';
import type { JsonObject, JsonValue, RejectionCode } from './message.ts';
import { Refusal } from './refusal.ts';
import { isStorableText, toStorableText } from './storable-text.ts';

const PLACE_LENGTH = 120;

/** Counts a message's keys, and knows where it is, so that a refusal can name the place. */
export interface JsonWalk {
  keys: number;
  readonly path: (string | number)[];
}

/** Keys that mean something to JavaScript itself: dropped, so that no later copy or lookup can be led astray. */
const INERT_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * A JSON object within the limits. What is clean is returned as it is; otherwise a copy without `__proto__`,
 * `constructor` and `prototype` keys, with U+FFFD for NUL characters and half surrogate pairs, and with null for
 * what JSON can't hold (1e999). Absent and null read as `{}`.
 *
 * @throws Refusal `code` if it is no object; `too_large`, `too_deep`, `too_many_keys`.
 */
export function readJsonObject(
  value: unknown,
  field: string,
  code: RejectionCode,
  walk: JsonWalk,
): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) {
    throw new Refusal(code, `${field} must be an object, got ${showValue(value)}: send {"key": value} pairs`);
  }
  walk.path.push(field);
  const clean = isCleanObject(value, walk) ? (value as JsonObject) : toCleanObject(value);
  walk.path.pop();
  return clean;
}

function isCleanObject(object: Record<string, unknown>, walk: JsonWalk): boolean {
  checkDepth(walk);
  let clean = true;
  for (const key of Object.keys(object)) {
    walk.keys++;
    if (walk.keys > MESSAGE_LIMITS.keys) throw tooManyKeys(walk);
    checkLength(key, key, walk);
    if (INERT_KEYS.has(key) || !isStorableText(key)) clean = false;
    if (!isCleanValue(object[key], key, walk)) clean = false;
  }
  return clean;
}

function isCleanValue(value: unknown, key: string | number, walk: JsonWalk): boolean {
  if (typeof value === 'string') {
    checkLength(value, key, walk);
    return isStorableText(value);
  }
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'boolean' || value === null) return true;
  if (typeof value !== 'object') return false;
  walk.path.push(key);
  const clean = Array.isArray(value)
    ? isCleanList(value, walk)
    : isCleanObject(value as Record<string, unknown>, walk);
  walk.path.pop();
  return clean;
}

function isCleanList(list: readonly unknown[], walk: JsonWalk): boolean {
  checkDepth(walk);
  let clean = true;
  for (let i = 0; i < list.length; i++) {
    if (!isCleanValue(list[i], i, walk)) clean = false;
  }
  return clean;
}

function toCleanObject(object: Record<string, unknown>): JsonObject {
  const clean: JsonObject = {};
  for (const key of Object.keys(object)) {
    if (!INERT_KEYS.has(key)) clean[toStorableText(key)] = toCleanValue(object[key]);
  }
  return clean;
}

function toCleanValue(value: unknown): JsonValue {
  if (typeof value === 'string') return toStorableText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(toCleanValue);
  return isObject(value) ? toCleanObject(value) : null;
}

function checkDepth(walk: JsonWalk): void {
  if (walk.path.length <= MESSAGE_LIMITS.depth) return;
  const most = `must be nested at most ${MESSAGE_LIMITS.depth} levels deep`;
  throw new Refusal('too_deep', `${placeOf(walk.path)} ${most}: flatten it`);
}

function checkLength(text: string, key: string | number, walk: JsonWalk): void {
  if (text.length <= MESSAGE_LIMITS.stringLength) return;
  const most = `must have at most ${MESSAGE_LIMITS.stringLength} characters, got ${text.length}`;
  throw new Refusal('too_large', `${placeOf([...walk.path, key])} ${most}: shorten it`);
}

function tooManyKeys(walk: JsonWalk): Refusal {
  const most = `must have at most ${MESSAGE_LIMITS.keys} keys in all, nested ones included`;
  return new Refusal(
    'too_many_keys',
    `properties, traits and campaign ${most} (passed in ${placeOf(walk.path)}): send fewer`,
  );
}

function placeOf(path: readonly (string | number)[]): string {
  const place = path.join('.');
  return place.length <= PLACE_LENGTH ? place : `${place.slice(0, PLACE_LENGTH)}…`;
}
