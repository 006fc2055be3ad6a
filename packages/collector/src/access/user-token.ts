import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TokenSecret } from '../storage/control-storage.ts';

/** Whose a token is, or why it proves nothing. */
export type UserTokenCheck =
  | { ok: true; projectId: string }
  | { ok: false; reason: 'malformed' | 'unknown_secret' | 'expired' | 'wrong_signature' };

const TOKEN = /^v1\.([\w-]{1,64})\.(\d{1,11})\.([\w-]{43})$/;

/**
 * A user token: proof, for as long as it lasts, that whoever has it is the user. Made where the app's own log-in is
 * checked: `v1.<key id>.<expiry>.<signature>`, the expiry in whole seconds since 1970 UTC, the signature
 * HMAC-SHA256 over `<expiry>.<userId>` (UTF-8) with the token secret's text as the key, as base64url without padding.
 *
 * @param expiresAt milliseconds since 1970 UTC; the token is good until the last whole second before it.
 */
export function makeUserToken(
  { keyId, secret }: Pick<TokenSecret, 'keyId' | 'secret'>,
  { userId, expiresAt }: { userId: string; expiresAt: number },
): string {
  const expiry = String(Math.floor(expiresAt / 1_000));
  return `v1.${keyId}.${expiry}.${sign(secret, expiry, userId).toString('base64url')}`;
}

/**
 * Whether a token proves that its bearer is the user. Takes the same time for every wrong signature.
 *
 * @param options.now milliseconds since 1970 UTC.
 */
export function checkUserToken(
  token: string,
  options: { userId: string; now: number; findTokenSecret(keyId: string): TokenSecret | undefined },
): UserTokenCheck {
  const [, keyId = '', expiry = '', signature = ''] = TOKEN.exec(token) ?? [];
  if (keyId === '') return { ok: false, reason: 'malformed' };
  const found = options.findTokenSecret(keyId);
  if (found === undefined) return { ok: false, reason: 'unknown_secret' };
  const expected = sign(found.secret, expiry, options.userId);
  if (!timingSafeEqual(expected, Buffer.from(signature, 'base64url'))) {
    return { ok: false, reason: 'wrong_signature' };
  }
  if (Number(expiry) * 1_000 <= options.now) return { ok: false, reason: 'expired' };
  return { ok: true, projectId: found.projectId };
}

function sign(secret: string, expiry: string, userId: string): Buffer {
  return createHmac('sha256', secret).update(`${expiry}.${userId}`).digest();
}
