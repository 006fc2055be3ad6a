import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toMessageKey, toUuid } from './message-key.ts';

const UUID = '0190a0b0-1234-7abc-8def-0123456789ab';

test('a UUID is its own key, from which it can be written again', () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      const { key, isUuid } = toMessageKey(uuid);
      expect(key).toEqual(Buffer.from(uuid.replaceAll('-', ''), 'hex'));
      expect([isUuid, toUuid(key)]).toEqual([true, uuid]);
    }),
  );
});

test('a UUID in capitals is the same message, but another text', () => {
  expect(toMessageKey(UUID.toUpperCase())).toEqual({ key: toMessageKey(UUID).key, isUuid: false });
});

test('a ULID is its own key', () => {
  const { key, isUuid } = toMessageKey('01ARZ3NDEKTSV4RRFFQ69G5FAV');
  expect(key.toString('hex')).toBe('01563e3ab5d3d6764c61efb99302bd5b');
  expect(isUuid).toBe(false);
});

test('any other id is the time it says, then its hash, so that ids of one time lie together', () => {
  const id = `ajs-next-1668000000123-${UUID}`;
  const { key } = toMessageKey(id);
  expect(key.readUIntBE(0, 6)).toBe(1_668_000_000_123);
  expect(key.subarray(6)).toEqual(createHash('sha256').update(id).digest().subarray(0, 10));
});

test.each([
  'order-7',
  '12345678901234567890',
  `x${UUID}`,
  '0190a0b0-1234-7abc-8def-0123456789ag',
  '0190a0b0-1234-7abc-8def_0123456789ab',
  '0190a0b0-1234-7abc-8def-0123456789ä1',
])('%s says no time', (id) => {
  expect(toMessageKey(id).key.readUIntBE(0, 6)).toBe(0);
});

test('ids that share their UUID are told apart', () => {
  const keys = ['node-next-1668000000000-', 'node-next-1668000000001-', 'a-', ''].map((prefix) =>
    toMessageKey(prefix + UUID).key.toString('hex'),
  );
  expect(new Set(keys).size).toBe(keys.length);
});
