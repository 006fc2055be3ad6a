import fc from 'fast-check';

const uuidV4 = (n: number) => `6f1f3d0a-8f7a-4c53-9a60-0d3f6f0f3b${pad(n, 2)}`;
const uuidV7 = (n: number) => `0195561c-0000-7000-8000-0000000000${pad(n, 2)}`;
const ulid = (n: number) => `01JN8YT1X0TSV4RRFFQ69G5F${pad(n, 2)}`;
const LONGEST = 255;
const MS = 1_740_873_600_000;

const ODD_IDS = [
  'ключ-🙂',
  ' ',
  'order',
  'Order',
  'x'.repeat(LONGEST),
  `{${uuidV4(10)}}`,
  uuidV4(10).replaceAll('-', ''),
  // Too large for a ULID.
  `8${ulid(10).slice(1)}`,
  String(MS),
  `a${MS}b`,
  `${MS}0`,
  `import-${'0'.repeat(64)}`,
  "'; DROP TABLE seen; --",
  '<script>alert(1)</script>',
  '__proto__',
  'null',
];

/**
 * What the messageIds of clients look like, by the client or the form; ten of each. Segment's share their UUID, those in
 * capitals are the same messages as those that are not.
 */
export const ID_FORMS: Record<string, (n: number) => string> = {
  '@segment/analytics-next': (n) => `ajs-next-${MS + n}-${uuidV4(10)}`,
  '@segment/analytics-node': (n) => `node-next-${MS + Math.floor(n / 2)}-${uuidV4(n % 2)}`,
  '@rudderstack/rudder-sdk-node': (n) => uuidV4(20 + n),
  '@rudderstack/analytics-js': (n) => uuidV4(30 + n),
  'RudderStack for mobile': (n) => `${MS + n}-${uuidV4(40)}`,
  UUIDv4: (n) => uuidV4(50 + n),
  'UUIDv4 in capitals': (n) => uuidV4(50 + n).toUpperCase(),
  UUIDv7: uuidV7,
  'UUIDv7 in capitals': (n) => uuidV7(n).toUpperCase(),
  ULID: (n) => ulid(20 + n),
  'ULID in small letters': (n) => ulid(20 + n).toLowerCase(),
  'plain text': (n) => `order ${n}`,
  number: String,
  odd: (n) => ODD_IDS[n] ?? '',
};

const OF_EACH = 10;
const KNOWN: ReadonlyMap<string, string> = new Map(
  Object.entries(ID_FORMS).flatMap(([form, make]) =>
    Array.from({ length: form === 'odd' ? ODD_IDS.length : OF_EACH }, (_, n) => [make(n), form] as const),
  ),
);

/** The form of an id; `random` for what is no id of the lists above. */
export const formOf = (messageId: string): string => KNOWN.get(messageId) ?? 'random';

/** Ids of every form, few enough to come again by themselves, and random ones. */
export const arbitraryMessageId: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...KNOWN.keys()) },
  { weight: 1, arbitrary: fc.oneof(fc.uuid(), fc.ulid(), arbitraryText()) },
);

/**
 * What two ids have in common that name one message: the sixteen bytes of a UUID or ULID, in whatever letters; else
 * the id itself.
 */
export function identityOf(messageId: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(messageId))
    return messageId.replaceAll('-', '').toLowerCase();
  if (!/^[0-7][0-9a-hjkmnp-tv-z]{25}$/i.test(messageId)) return `text ${messageId}`;
  const digits = [...messageId.toUpperCase()].map((digit) =>
    '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(digit),
  );
  const number = digits.reduce((sum, digit) => sum * 32n + BigInt(digit), 0n);
  return number.toString(16).padStart(32, '0');
}

function arbitraryText(): fc.Arbitrary<string> {
  return fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((text) => !text.includes('\0'));
}

function pad(n: number, length: number): string {
  return String(n).padStart(length, '0');
}
