import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseProfileId, toProfileId } from './profile-id.ts';

test('is one to one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 48 }), (id) => {
      expect(parseProfileId(toProfileId(id))).toBe(id);
    }),
  );
});

test('does not count customers', () => {
  expect([1, 2, 3].map(toProfileId)).toEqual(['prf_8yaqtnxdrg', expect.anything(), expect.anything()]);
  expect(toProfileId(2).slice(0, 8)).not.toBe(toProfileId(1).slice(0, 8));
});

test.each(['', 'prf_', 'prf_zzzzzzzzzz', 'prf_8yaqtnxdr', 'PRF_8yaqtnxdrg', '8yaqtnxdrg', "prf_8yaqtnx'rg"])(
  '%j is no profileId',
  (text) => {
    expect(parseProfileId(text)).toBeUndefined();
  },
);
