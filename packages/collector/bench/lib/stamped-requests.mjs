import { randomFillSync } from 'node:crypto';
import { createBodies } from './make-messages.mjs';

const ID_LENGTH = 36;
const HYPHENS = new Set([8, 13, 18, 23]);
const VERSION_AT = 14;
const VARIANT_AT = 19;
const HEX = Buffer.from('0123456789abcdef');

/**
 * Requests as bytes, made once; before each sending every message gets a new messageId and the present time. Making
 * them anew would cost these two cores a fourth of what the collector takes for them.
 *
 * @param {{ size: number, head: string, ids?: 'time' | 'random', people?: number, messages?: number }} options `size`
 * messages in each, so many made in all; `head` is the request's head without its Content-Length.
 * @returns {() => Buffer} the next request, whole. Its bytes change when it comes round again, after the others.
 */
export function createRequests({ size, head, ids = 'time', people, messages = 40_000 }) {
  const nextBody = createBodies(size, { ids, people });
  const requests = Array.from({ length: Math.ceil(messages / size) }, () => toRequest(head, nextBody()));
  const nextId = createIdWriter(ids);
  let turn = 0;
  return () => {
    const { bytes, idsAt, timesAt } = requests[turn++ % requests.length];
    const time = Buffer.from(new Date().toISOString(), 'latin1');
    for (const at of timesAt) bytes.set(time, at);
    for (const at of idsAt) nextId(bytes, at);
    return bytes;
  };
}

function toRequest(head, body) {
  // All characters are ASCII: as many bytes as characters.
  const text = `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
  return {
    bytes: Buffer.from(text, 'latin1'),
    idsAt: listEnds(text, '"messageId":"'),
    timesAt: [...listEnds(text, '"timestamp":"'), ...listEnds(text, '"sentAt":"')],
  };
}

function listEnds(text, mark) {
  const ends = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) ends.push(at + mark.length);
  return ends;
}

/** Writes UUIDs: of version 7, beginning with the time, or of version 4. */
function createIdWriter(kind) {
  const random = Buffer.alloc(36 * 1_024);
  let used = random.length;
  return (bytes, at) => {
    if (used === random.length) {
      randomFillSync(random);
      used = 0;
    }
    for (let i = 0; i < ID_LENGTH; i++) {
      if (!HYPHENS.has(i)) bytes[at + i] = HEX[random[used + i] & 15];
    }
    used += ID_LENGTH;
    bytes[at + VERSION_AT] = kind === 'time' ? 0x37 : 0x34;
    bytes[at + VARIANT_AT] = HEX[8 + (random[used - 1] & 3)];
    if (kind === 'time') writeTime(bytes, at);
  };
}

// The first 48 bits, around the hyphen after 32.
function writeTime(bytes, at) {
  const digits = Date.now().toString(16).padStart(12, '0');
  bytes.latin1Write(digits.slice(0, 8), at);
  bytes.latin1Write(digits.slice(8), at + 9);
}
