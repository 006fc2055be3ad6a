import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkUserToken, makeUserToken } from './user-token.ts';

const secret = { keyId: 'key_abc-_123', projectId: 'default', secret: 'ts_for_tests' };
const findTokenSecret = (keyId: string) => (keyId === secret.keyId ? secret : undefined);
const NOW = 1_795_000_000_000;
const check = (token: string, userId = 'anna', now = NOW) =>
  checkUserToken(token, { userId, now, findTokenSecret });

test('is the documented text, so that any back end can make it', () => {
  const signature = createHmac('sha256', 'ts_for_tests').update('1795003600.änna').digest('base64url');
  expect(makeUserToken(secret, { userId: 'änna', expiresAt: NOW + 3_600_999 })).toBe(
    `v1.key_abc-_123.1795003600.${signature}`,
  );
});

test('proves its user, until it expires', () => {
  const token = makeUserToken(secret, { userId: 'anna', expiresAt: NOW + 60_000 });
  expect(check(token)).toEqual({ ok: true, projectId: 'default' });
  expect(check(token, 'anna', NOW + 59_999)).toMatchObject({ ok: true });
  expect(check(token, 'anna', NOW + 60_000)).toEqual({ ok: false, reason: 'expired' });
  expect(check(token, 'bob')).toEqual({ ok: false, reason: 'wrong_signature' });
});

test('nothing of it can be changed', () => {
  const token = makeUserToken(secret, { userId: 'anna', expiresAt: NOW + 60_000 });
  const [version, keyId, expiry, signature = ''] = token.split('.');
  const later = [version, keyId, Number(expiry) + 1, signature].join('.');
  expect(check(later)).toEqual({ ok: false, reason: 'wrong_signature' });
  expect(check([version, 'key_other', expiry, signature].join('.'))).toEqual({
    ok: false,
    reason: 'unknown_secret',
  });
  expect(check(`${token}=`)).toEqual({ ok: false, reason: 'malformed' });
  expect(check(['v2', keyId, expiry, signature].join('.'))).toEqual({ ok: false, reason: 'malformed' });
  const flipped = `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`;
  expect(check([version, keyId, expiry, flipped].join('.'))).toEqual({
    ok: false,
    reason: 'wrong_signature',
  });
});

test('expiry and user cannot be shifted into each other', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (signed, asked) => {
      const token = makeUserToken(secret, { userId: signed, expiresAt: NOW + 60_000 });
      expect(check(token, asked).ok).toBe(asked === signed);
    }),
  );
});

test('any text is told apart from a token, without an error', () => {
  const parts = fc.array(fc.constantFrom('v1', '.', secret.keyId, '1795003600', 'A'.repeat(43), ' ', '\0'));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        parts.map((list) => list.join('')),
      ),
      (text) => {
        expect(check(text).ok).toBe(false);
      },
    ),
  );
});
