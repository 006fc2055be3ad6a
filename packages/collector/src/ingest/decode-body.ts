import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { RequestRefused } from './request-refused.ts';

/** Bytes of a request after decoding. */
export const MAX_DECODED_BYTES: number = 5 * 1024 * 1024;

const BYTE_ORDER_MARK = '\ufeff';

export interface DecodedBody {
  /** The parsed JSON. */
  json: unknown;
  /** Its text in UTF-8, decompressed. */
  bytes: Uint8Array;
}

/**
 * A request's JSON, whatever its content type and encoding say: gzip and deflate are told by their first bytes, because
 * some clients send them without a word.
 *
 * @throws RequestRefused 413 `request_too_large` past 5 MiB decoded, 400 `invalid_json` for what is no JSON.
 */
export function decodeBody(body: Uint8Array): DecodedBody {
  if (body.byteLength === 0) throw invalidJson('nothing');
  const bytes = decompress(body);
  try {
    return { json: parseJson(bytes), bytes };
  } catch (error) {
    throw invalidJson(error instanceof Error ? error.message : 'no JSON');
  }
}

function decompress(body: Uint8Array): Uint8Array {
  const [first = 0, second = 0] = body;
  try {
    if (first === 0x1f && second === 0x8b) return gunzipSync(body, { maxOutputLength: MAX_DECODED_BYTES });
    // RFC 1950: method 8, and a checksum over the first two bytes.
    if ((first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0) {
      return inflateSync(body, { maxOutputLength: MAX_DECODED_BYTES });
    }
  } catch (error) {
    throw isTooLarge(error) ? tooLarge() : invalidJson('a compressed body that is cut off or damaged');
  }
  if (body.byteLength > MAX_DECODED_BYTES) throw tooLarge();
  return looksLikeText(first) ? body : inflateBare(body);
}

// "deflate" without the header of RFC 1950, as some clients have it, begins with nothing that could be told.
function inflateBare(body: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(body, { maxOutputLength: MAX_DECODED_BYTES });
  } catch (error) {
    if (isTooLarge(error)) throw tooLarge();
    return body;
  }
}

function looksLikeText(firstByte: number): boolean {
  const isSpace = firstByte === 0x20 || (firstByte >= 0x09 && firstByte <= 0x0d);
  return isSpace || firstByte === 0x7b || firstByte === 0x5b || firstByte === 0xef;
}

/** JSON in UTF-8, with or without a byte order mark. @throws SyntaxError */
export function parseJson(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError && (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
}

function tooLarge(): RequestRefused {
  return new RequestRefused({
    status: 413,
    code: 'request_too_large',
    detail: `a request must have at most ${MAX_DECODED_BYTES} bytes once it is decoded, got more`,
    remedy: 'send the messages in several smaller batches',
  });
}

function invalidJson(got: string): RequestRefused {
  return new RequestRefused({
    status: 400,
    code: 'invalid_json',
    detail: `the body must be JSON in UTF-8, plain or compressed with gzip or deflate, got ${got}`,
    remedy: 'send {"batch": […]} or one message as a JSON object',
  });
}
