import { randomBytes } from 'node:crypto';
import type { KeyKind } from '../storage/control-storage.ts';

const KEY_PREFIX: Record<KeyKind, string> = { write: 'wk_', secret: 'sk_', token: 'ts_' };

/** A token that nobody can guess: 256 random bits as 43 characters of base64url. */
export function generateToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A key of a project: `wk_` and 144 random bits; `sk_` (secret) or `ts_` (token secret) and 256. */
export function generateKey(kind: KeyKind): string {
  const text = kind === 'write' ? randomBytes(18).toString('base64url') : generateToken();
  return KEY_PREFIX[kind] + text;
}

/** The public name of a key, for lists and the audit: `key_` and 72 random bits. */
export function generateKeyId(): string {
  return `key_${randomBytes(9).toString('base64url')}`;
}
