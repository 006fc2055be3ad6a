import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeBody, MAX_DECODED_BYTES } from './decode-body.ts';

const BODY = { batch: [{ type: 'track', event: 'Grüße 🙂' }] };
const TEXT = JSON.stringify(BODY);
const refusal = (status: number, code: string) =>
  expect.objectContaining({ problem: expect.objectContaining({ status, code }) });

describe('takes JSON', () => {
  test.each([
    ['plain', Buffer.from(TEXT)],
    ['with space before it', Buffer.from(`\r\n\t ${TEXT}`)],
    ['with a byte order mark', Buffer.from(`\ufeff${TEXT}`)],
    ['gzip without a word', gzipSync(TEXT)],
    ['deflate with its header', deflateSync(TEXT)],
    ['deflate at its fastest', deflateSync(TEXT, { level: 1 })],
    ['deflate without a header', deflateRawSync(TEXT)],
  ])('%s', (_, bytes) => {
    expect(decodeBody(bytes).json).toEqual(BODY);
  });

  test('within a larger buffer', () => {
    const bytes = Buffer.concat([Buffer.from('junk'), Buffer.from(TEXT), Buffer.from('junk')]);
    expect(decodeBody(bytes.subarray(4, bytes.length - 4)).json).toEqual(BODY);
  });
});

test('gives the decoded bytes, too', () => {
  expect(Buffer.from(decodeBody(gzipSync(TEXT)).bytes).toString()).toBe(TEXT);
});

test.each([
  ['plain', (bytes: Buffer) => bytes],
  ['gzip', (bytes: Buffer) => gzipSync(bytes)],
  ['deflate', (bytes: Buffer) => deflateSync(bytes)],
  ['bare deflate', (bytes: Buffer) => deflateRawSync(bytes)],
])('refuses more than 5 MiB decoded, %s', (_, encode) => {
  const json = (size: number) => Buffer.from(`"${'x'.repeat(size - 2)}"`);
  // A body that begins with a quotation mark is JSON, but no text that a client would send plain.
  expect(decodeBody(encode(json(MAX_DECODED_BYTES))).bytes.byteLength).toBe(MAX_DECODED_BYTES);
  expect(() => decodeBody(encode(json(MAX_DECODED_BYTES + 1)))).toThrow(refusal(413, 'request_too_large'));
});

test('a bomb costs what is allowed, not what it holds', () => {
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
  const before = process.memoryUsage().arrayBuffers;
  expect(() => decodeBody(bomb)).toThrow(refusal(413, 'request_too_large'));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * MAX_DECODED_BYTES);
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['half of it', Buffer.from(TEXT.slice(0, -1))],
  ['a form', Buffer.from('data=%7B%7D')],
  ['gzip that is cut off', gzipSync(TEXT).subarray(0, 20)],
  ['gzip of no JSON', gzipSync('hello')],
  ['noise', Buffer.from([0xff, 0xfe, 0x00, 0x01])],
])('refuses %s', (_, bytes) => {
  expect(() => decodeBody(bytes)).toThrow(refusal(400, 'invalid_json'));
});
