import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MESSAGE_LIMITS } from './limits.ts';
import { type JsonWalk, readJsonObject } from './read-json.ts';
import { Refusal } from './refusal.ts';
import { isStorableText } from './storable-text.ts';

const walk = (): JsonWalk => ({ keys: 0, path: [] });
const read = (value: unknown) => readJsonObject(value, 'properties', 'invalid_properties', walk());

function refusalOf(value: unknown): Refusal {
  try {
    read(value);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return expect.fail('was taken');
}

const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });
const nestedList = (levels: number): unknown => (levels === 0 ? 1 : [nestedList(levels - 1)]);

test('what is clean is returned as it is', () => {
  const clean = JSON.parse('{"a":1,"b":[true,null,{"c":"😀"}],"d":{"e":{}}}');
  expect(read(clean)).toBe(clean);
});

test.each([undefined, null])('%s reads as nothing', (value) => {
  expect(read(value)).toEqual({});
});

test('keys that mean something to JavaScript are dropped, at every level', () => {
  const wire = JSON.parse(
    '{"a":1,"__proto__":{"admin":true},"b":[{"constructor":{"prototype":{"x":1}},"c":2}],"prototype":3}',
  );
  const before = JSON.stringify(wire);
  const clean = read(wire);
  expect(JSON.stringify(clean)).toBe('{"a":1,"b":[{"c":2}]}');
  expect(Object.getPrototypeOf(clean)).toBe(Object.prototype);
  expect(JSON.stringify(wire)).toBe(before);
  expect('admin' in {}).toBe(false);
});

test('what no store can hold is replaced', () => {
  const wire = JSON.parse('{"a":"x\\u0000y","b\\ud800":["\\udc00",1e999,-1e999]}');
  expect(read(wire)).toEqual({ a: 'x\ufffdy', 'b\ufffd': ['\ufffd', null, null] });
});

test('what is no JSON becomes null, without breaking anything', () => {
  expect(read({ a: 1n, b: () => 1, c: Symbol('x'), d: undefined, e: Number.NaN })).toEqual({
    a: null,
    b: null,
    c: null,
    d: null,
    e: null,
  });
});

describe('limits', () => {
  test('depth', () => {
    expect(read(nested(MESSAGE_LIMITS.depth))).toEqual(nested(MESSAGE_LIMITS.depth));
    expect(refusalOf(nested(MESSAGE_LIMITS.depth + 1))).toMatchObject({
      code: 'too_deep',
      message: 'properties.a.a.a.a.a.a.a.a.a.a must be nested at most 10 levels deep: flatten it',
    });
    expect(refusalOf({ a: nestedList(MESSAGE_LIMITS.depth) }).code).toBe('too_deep');
    expect(refusalOf(nested(5000)).code).toBe('too_deep');
  });

  test('a circle is only deep', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(refusalOf(circle).code).toBe('too_deep');
  });

  test('keys, nested ones included', () => {
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]));
    expect(Object.keys(read(keys(MESSAGE_LIMITS.keys)))).toHaveLength(MESSAGE_LIMITS.keys);
    expect(refusalOf(keys(MESSAGE_LIMITS.keys + 1)).code).toBe('too_many_keys');
    expect(refusalOf({ list: Array.from({ length: 60 }, () => keys(5)) }).code).toBe('too_many_keys');
  });

  test('keys of several objects of a message together', () => {
    const shared = walk();
    readJsonObject(
      Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, i])),
      'properties',
      'invalid_properties',
      shared,
    );
    expect(() =>
      readJsonObject(
        Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`k${i}`, i])),
        'traits',
        'invalid_traits',
        shared,
      ),
    ).toThrow(expect.objectContaining({ code: 'too_many_keys' }));
  });

  test('characters of a string and of a key', () => {
    const longest = 'x'.repeat(MESSAGE_LIMITS.stringLength);
    expect(read({ note: longest, [longest]: 1 })).toEqual({ note: longest, [longest]: 1 });
    expect(refusalOf({ a: [{ note: `${longest}x` }] })).toMatchObject({
      code: 'too_large',
      message: 'properties.a.0.note must have at most 16384 characters, got 16385: shorten it',
    });
    const { code, message } = refusalOf({ [`${longest}x`]: 1 });
    expect(code).toBe('too_large');
    expect(message.length).toBeLessThan(300);
  });
});

test.each([[[]], ['text'], [7], [true]])('%j is no object', (value) => {
  expect(refusalOf(value)).toMatchObject({ code: 'invalid_properties' });
});

test('whatever JSON comes, the answer is storable JSON or a refusal, and the input stays as it was', () => {
  const anyKey = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('__proto__', 'constructor', 'prototype', '\ud800'),
  );
  const anyObject = fc.dictionary(anyKey, fc.jsonValue({ stringUnit: 'binary' }), { noNullPrototype: true });
  fc.assert(
    fc.property(anyObject, (value) => {
      const text = JSON.stringify(value);
      let clean: unknown;
      try {
        clean = read(value);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
      expect(JSON.stringify(value)).toBe(text);
      if (clean === undefined) return;
      JSON.stringify(clean, (key, one) => {
        expect(isStorableText(key)).toBe(true);
        expect(['__proto__', 'constructor', 'prototype']).not.toContain(key);
        if (typeof one === 'string') expect(isStorableText(one)).toBe(true);
        return one;
      });
      expect(read(clean)).toBe(clean);
    }),
  );
});
