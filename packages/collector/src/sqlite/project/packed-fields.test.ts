import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packFields, unpackFields } from './packed-fields.ts';

test('any texts come back as they were, separators in them too; missing ones at the end are left out', () => {
  const text = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('\u001f', '\u001e', 'a\u001fb', '\u001e["x"]', '"'),
  );
  const fields = fc.array(fc.option(text, { nil: undefined }), { maxLength: 7 });
  fc.assert(
    fc.property(fields, (given) => {
      const end = given.findLastIndex((field) => field !== undefined) + 1;
      const unpacked = unpackFields(packFields(given));
      expect(unpacked.slice(0, end)).toEqual(given.slice(0, end));
      expect(unpacked.slice(end).every((field) => field === undefined)).toBe(true);
    }),
  );
});

test('nothing takes nothing', () => {
  expect(packFields([undefined, undefined])).toBeNull();
  expect(unpackFields(null)).toEqual([]);
});

test('usual texts take their length and one byte between them', () => {
  expect(packFields(['/a', undefined, 'x', undefined])).toBe('/a\u001f\u001fx');
});
