import crypto from 'node:crypto';
import { expect, test } from 'vitest';
import { watchBuiltin } from '../../test/security/watch-builtin.ts';
import { generateKey, generateKeyId, generateToken } from './generate-token.ts';

const MANY = 2_000;

test.each([
  ['a write key', () => generateKey('write'), 18, /^wk_[\w-]{24}$/],
  ['a secret key', () => generateKey('secret'), 32, /^sk_[\w-]{43}$/],
  ['a token secret', () => generateKey('token'), 32, /^ts_[\w-]{43}$/],
  ["a session's token", generateToken, 32, /^[\w-]{43}$/],
  ["a key's id", generateKeyId, 9, /^key_[\w-]{12}$/],
])('%s is all the random bytes that it should have, of the system', (_, generate, bytes, form) => {
  const random = watchBuiltin(crypto, 'randomBytes');
  const made = generate();
  expect(made).toMatch(form);
  expect(random.mock.calls).toEqual([[bytes]]);
  const [drawn] = random.mock.results.map(({ value }) => value as Buffer);
  expect(made.endsWith(drawn?.toString('base64url') ?? '?')).toBe(true);
  expect(new Set(Array.from({ length: MANY }, generate)).size).toBe(MANY);
});
