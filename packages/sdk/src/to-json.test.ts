import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toJson } from './to-json.ts';

/** What arrives of a copy. */
const send = (value: object): unknown => JSON.parse(JSON.stringify(toJson(value)));

test('dates, URLs and big integers become texts; functions, symbols and what has events (nodes, windows) are left out', () => {
  const copy = send({
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
  expect(send(order)).toEqual({
    billing: { city: 'Ghent' },
    shipping: { city: 'Ghent' },
    lines: [{ n: 1 }],
  });
});

test('ten megabytes of text are cut to 9,000 characters, a hundred thousand values to 250', () => {
  expect(JSON.stringify(toJson({ text: 'x'.repeat(1e7) })).length).toBeLessThan(9_020);
  const many = Object.fromEntries(Array.from({ length: 1e5 }, (_, n) => [`key${n}`, n]));
  const keys = Object.keys(send(many) as object).length;
  expect(keys).toBeGreaterThan(200);
  expect(keys).toBeLessThanOrEqual(250);
  const { list } = send({ list: Array.from({ length: 1e5 }, (_, n) => n) }) as { list: unknown[] };
  expect(list).toEqual(Array.from({ length: 250 }, (_, n) => n));
});

// As the collector counts: bytes of a message as JSON.
const MOST_BYTES = 65_536 - 2_000;

test.each([
  ['control characters', { text: '\u0000'.repeat(1e5) }],
  ['lone surrogates', { text: '\ud800'.repeat(1e5) }],
  ['long keys', Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`\u0000${n}`.repeat(5_000), n]))],
  ['long numbers', { list: Array.from({ length: 1e4 }, () => -Number.MAX_VALUE / 3) }],
  ['many lists', { lists: Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => '\u0000')) }],
  ['nested lists', { list: nestLists(20) }],
  ['a list without items', { list: Array.from({ length: 14_000 }) }],
])('%s stay below the bytes that the collector takes', (_name, value) => {
  expect(Buffer.byteLength(JSON.stringify(toJson(value)))).toBeLessThan(MOST_BYTES);
});

function nestLists(depth: number): unknown[] {
  return Array.from({ length: 1_000 }, (_, n) =>
    n === 0 && depth ? nestLists(depth - 1) : '\u0000'.repeat(99),
  );
}

test('a __proto__ key pollutes nothing', () => {
  const copy = send(JSON.parse('{"__proto__": {"polluted": true}}'));
  expect((copy as { polluted?: boolean }).polluted).toBeUndefined();
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('plain JSON of moderate size is kept as it is, and its source untouched', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 }), (value) => {
      const source = JSON.stringify(value);
      fc.pre(source.length < 1_000 && !source.includes('__proto__'));
      expect(JSON.stringify(send(value))).toBe(source);
      expect(JSON.stringify(value)).toBe(source);
    }),
  );
});
