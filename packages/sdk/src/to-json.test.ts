import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toJson } from './to-json.ts';

test('dates, URLs and big integers become texts; functions, symbols and what has events (nodes, windows) are left out', () => {
  const copy = toJson({
    at: new Date('2026-01-02T03:04:05Z'),
    url: new URL('https://example.com/a'),
    big: 12345678901234567890n,
    call: () => 1,
    symbol: Symbol('s'),
    target: Object.assign(new EventTarget(), { value: 'secret' }),
    none: undefined,
    list: [1, () => 1, undefined],
  });
  expect(copy).toEqual({
    at: '2026-01-02T03:04:05.000Z',
    url: 'https://example.com/a',
    big: '12345678901234567890',
    list: [1, null, null],
  });
});

test('a cycle is cut where it closes, what merely stands twice is kept', () => {
  const address: Record<string, unknown> = { city: 'Ghent' };
  const order: Record<string, unknown> = { billing: address, shipping: address, lines: [{ n: 1 }] };
  order['self'] = order;
  address['order'] = order;
  expect(toJson(order)).toEqual({
    billing: { city: 'Ghent' },
    shipping: { city: 'Ghent' },
    lines: [{ n: 1 }],
  });
});

test('ten megabytes of text are cut to 16,000 characters, a hundred thousand values to 250', () => {
  expect(JSON.stringify(toJson({ text: 'x'.repeat(1e7) })).length).toBeLessThan(16_020);
  const many = Object.fromEntries(Array.from({ length: 1e5 }, (_, n) => [`key${n}`, n]));
  expect(Object.keys(toJson(many)).length).toBeLessThanOrEqual(250);
});

test('a __proto__ key pollutes nothing', () => {
  const copy = toJson(JSON.parse('{"__proto__": {"polluted": true}}'));
  expect((copy as { polluted?: boolean }).polluted).toBeUndefined();
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('plain JSON of moderate size is kept as it is, and its source untouched', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 }), (value) => {
      const source = JSON.stringify(value);
      fc.pre(source.length < 1_000 && !source.includes('__proto__'));
      expect(JSON.stringify(toJson(value))).toBe(source);
      expect(JSON.stringify(value)).toBe(source);
    }),
  );
});
