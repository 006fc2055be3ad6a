import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findSizeProblem, MAX_MESSAGE_BYTES } from './message-size.ts';

const messageOf = (bytes: number) => ({ event: 'x'.repeat(bytes - JSON.stringify({ event: '' }).length) });

test('64 KiB fit, a byte more does not', () => {
  expect(findSizeProblem(messageOf(MAX_MESSAGE_BYTES))).toBeUndefined();
  expect(findSizeProblem(messageOf(MAX_MESSAGE_BYTES + 1))).toBe('too_large');
});

test('counts bytes, not characters', () => {
  expect(findSizeProblem({ event: '🙂'.repeat(17_000) })).toBe('too_large');
  expect(findSizeProblem({ event: '\u0001'.repeat(11_000) })).toBe('too_large');
  expect(findSizeProblem({ event: 'x'.repeat(22_000) })).toBeUndefined();
});

test('settles small messages rightly, whatever they hold', () => {
  const filler = fc.nat({ max: 80_000 }).map((length) => 'x'.repeat(length));
  fc.assert(
    fc.property(fc.jsonValue(), filler, (value, text) => {
      const message = { value, text };
      const isLarge = Buffer.byteLength(JSON.stringify(message)) > MAX_MESSAGE_BYTES;
      expect(findSizeProblem(message)).toBe(isLarge ? 'too_large' : undefined);
    }),
  );
});

test('nesting that would overflow the stack is told before it does', () => {
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    const deep = JSON.parse(`${open.repeat(100_000)}1${close.repeat(100_000)}`);
    expect(findSizeProblem({ deep })).toBe('too_deep');
  }
});
