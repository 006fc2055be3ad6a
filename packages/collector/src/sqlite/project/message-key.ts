import { createHash } from 'node:crypto';

/** A messageId's place in `seen` and `event`. */
export interface MessageKey {
  /** 16 bytes, made from the messageId alone. */
  key: Buffer;
  /** The key is a UUID in its usual lower-case form, from which the messageId can be written again. */
  isUuid: boolean;
}

const UUID_LENGTH = 36;
const HYPHEN = 45;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;
// Thirteen digits that stand alone and begin with 1: milliseconds from 2001 to 2033.
const TIME_IN_ID = /(?<![0-9])1[0-9]{12}(?![0-9])/;
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const NO_DIGIT = 255;
const HEX_DIGITS = createHexDigits();

/**
 * The key of a messageId: a UUID's or ULID's own 16 bytes; else 6 bytes of the time in milliseconds found in it (or
 * zero) and 10 bytes of its SHA-256. Ids made at about the same time thus lie together wherever they say their time.
 */
export function toMessageKey(messageId: string): MessageKey {
  const uuid = messageId.length === UUID_LENGTH ? uuidBytes(messageId) : undefined;
  if (uuid !== undefined) return { key: uuid, isUuid: messageId === messageId.toLowerCase() };
  if (messageId.length === 26 && ULID.test(messageId)) return { key: ulidBytes(messageId), isUuid: false };
  const key = Buffer.alloc(16);
  key.writeUIntBE(Number(TIME_IN_ID.exec(messageId)?.[0] ?? 0), 0, 6);
  createHash('sha256').update(messageId).digest().copy(key, 6, 0, 10);
  return { key, isUuid: false };
}

/** The messageId that a key with `isUuid` stands for. */
export function toUuid(key: Buffer): string {
  const hex = key.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

// On the hot path; a regular expression and a decoding of its own each cost as much as this does.
function uuidBytes(text: string): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(16);
  let position = 0;
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) {
      if (text.charCodeAt(position++) !== HYPHEN) return undefined;
    }
    const high = HEX_DIGITS[text.charCodeAt(position++)] ?? NO_DIGIT;
    const low = HEX_DIGITS[text.charCodeAt(position++)] ?? NO_DIGIT;
    if (high === NO_DIGIT || low === NO_DIGIT) return undefined;
    bytes[i] = (high << 4) | low;
  }
  return bytes;
}

function createHexDigits(): Uint8Array {
  const digits = new Uint8Array(128).fill(NO_DIGIT);
  for (const char of '0123456789abcdefABCDEF') digits[char.charCodeAt(0)] = Number.parseInt(char, 16);
  return digits;
}

function ulidBytes(ulid: string): Buffer {
  let bits = 0n;
  for (const char of ulid.toUpperCase()) bits = (bits << 5n) | BigInt(CROCKFORD.indexOf(char));
  return Buffer.from(bits.toString(16).padStart(32, '0'), 'hex');
}
