import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isStorableText, toStorableText } from './storable-text.ts';

test.each(['', 'plain', 'naïve “quoted” 日本語', '😀', 'a😀b😀', '\ufffd', '\u0001\u001f', '\ud83d\ude00'])(
  '%j is storable',
  (text) => {
    expect(isStorableText(text)).toBe(true);
    expect(toStorableText(text)).toBe(text);
  },
);

test.each([
  ['\0', '\ufffd'],
  ['a\0b\0', 'a\ufffdb\ufffd'],
  ['\ud83d', '\ufffd'],
  ['\ude00', '\ufffd'],
  ['\ude00\ud83d', '\ufffd\ufffd'],
  ['\ud83d\ud83d\ude00', '\ufffd😀'],
  ['x\udc00y', 'x\ufffdy'],
])('%j becomes %j', (text, storable) => {
  expect(isStorableText(text)).toBe(false);
  expect(toStorableText(text)).toBe(storable);
});

test('agrees with a trip through UTF-8', () => {
  const units = fc.array(fc.constantFrom('a', '\0', '\ud83d', '\ude00', '\udbff', '\ud7ff', '\ue000', 'é'), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(units, (parts) => {
      const text = parts.join('');
      const survives =
        new TextDecoder().decode(new TextEncoder().encode(text)) === text && !text.includes('\0');
      expect(isStorableText(text)).toBe(survives);
      expect(isStorableText(toStorableText(text))).toBe(true);
    }),
  );
});
