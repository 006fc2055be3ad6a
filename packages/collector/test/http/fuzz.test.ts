import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCollector, SECRET_KEY, type TestCollector, WRITE_KEY } from './open-collector.ts';

// No 500, no hang, whatever comes: each request is answered within the time of the test.

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\ud800',
    '__proto__',
    'constructor',
    '2026-11-22',
    '1e999',
    '-0',
    'NaN',
    '%',
    "'",
  ),
);
const anyJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyText,
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(anyText, tie('value'), { maxKeys: 5 }),
  ),
})).value;
const like = (value: fc.Arbitrary<unknown>) =>
  fc.oneof({ arbitrary: value, weight: 3 }, { arbitrary: anyJson, weight: 1 });
const anyMessage = fc.record(
  {
    type: like(fc.constantFrom('track', 'identify', 'group', 'page', 'screen', 'alias')),
    event: like(anyText),
    messageId: like(fc.string()),
    userId: like(fc.constantFrom('anna', 'bob')),
    anonymousId: like(fc.constantFrom('a', 'b')),
    previousId: like(fc.constantFrom('anna', 'a')),
    groupId: like(fc.string()),
    timestamp: like(fc.constantFrom('2026-11-21T00:00:00Z', 0, -1, 8.64e15, 1e300)),
    sentAt: like(fc.constantFrom('2026-11-22T12:00:00Z', 1e300)),
    properties: anyJson,
    traits: anyJson,
    context: like(
      fc.dictionary(
        fc.constantFrom('page', 'campaign', 'optOut', 'dropped', 'userToken', 'groupId'),
        anyJson,
      ),
    ),
  },
  { requiredKeys: [] },
);
const anyBody = fc.oneof(
  fc.record(
    {
      batch: like(fc.array(anyMessage, { maxLength: 5 })),
      context: anyJson,
      sentAt: anyJson,
      writeKey: anyJson,
    },
    {
      requiredKeys: ['batch'],
    },
  ),
  anyMessage,
  anyJson,
);
const anyBytes = fc.oneof(
  { arbitrary: anyBody.map((body) => Buffer.from(JSON.stringify(body) ?? '')), weight: 4 },
  { arbitrary: anyBody.map((body) => gzipSync(JSON.stringify(body) ?? '')), weight: 1 },
  { arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)), weight: 1 },
  {
    arbitrary: fc
      .tuple(anyBody, fc.nat(60), fc.boolean())
      .map(([body, cut, isGzip]) =>
        (isGzip ? gzipSync : deflateSync)(JSON.stringify(body) ?? '').subarray(0, cut),
      ),
    weight: 1,
  },
);

type Operation = { path: string; names: string[]; security: string };

/** From the document, so that a new route is fuzzed without being named here. */
function operationsOf({ app }: TestCollector, method: 'get' | 'post'): Operation[] {
  const { paths = {} } = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });
  return Object.entries(paths).flatMap(([path, operations]) => {
    const operation = operations[method];
    if (operation === undefined) return [];
    const { parameters = [], security = [] } = operation;
    const names = parameters.flatMap((one) => ('name' in one && one.in === 'query' ? [one.name] : []));
    return [{ path, names, security: JSON.stringify(security) }];
  });
}

test('ingestion answers every body: 200 with an answer per message, or a refusal with a remedy', async () => {
  const collector = await openCollector();
  const { app, logged } = collector;
  const routes = operationsOf(collector, 'post').filter(({ security }) => security.includes('basicKey'));
  expect(routes.length).toBeGreaterThan(15);
  const property = fc.asyncProperty(
    fc.constantFrom(...routes.map(({ path }) => path)),
    anyBytes,
    fc.constantFrom(WRITE_KEY, SECRET_KEY, 'unknown'),
    async (path, bytes, key) => {
      const headers = { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` };
      const response = await app.request(path, { method: 'POST', headers, body: new Uint8Array(bytes) });
      const body = (await response.json()) as Record<string, unknown>;
      if (response.status === 200) expect(body).toMatchObject({ success: true, rejected: expect.any(Array) });
      else {
        expect([400, 401, 403, 413]).toContain(response.status);
        expect(body).toMatchObject({ code: expect.any(String), remedy: expect.any(String) });
      }
    },
  );
  await fc.assert(property, { numRuns: 900 });
  expect(logged).toEqual([]);
});

test('every read answers every parameter: 200 or a refusal, never 500', async () => {
  const collector = await openCollector();
  const { app, send, logged } = collector;
  await send([{ type: 'track', event: 'E', userId: 'anna', anonymousId: 'a' }]);
  const reads = operationsOf(collector, 'get');
  expect(reads.length).toBeGreaterThan(15);
  const likely = fc.constantFrom(
    'anna',
    'a',
    '1',
    '-1',
    '7',
    '2026-11-20',
    '2026-11-22T01:00:00Z',
    'known',
    'main',
    '30d',
    '-score',
    'bnVsbA',
  );
  const request = fc.constantFrom(...reads).chain(({ path, names }) =>
    fc.record({
      path: fc.constant(path),
      id: fc.oneof(
        likely,
        anyText.filter((text) => text !== ''),
      ),
      query: fc.array(
        fc.tuple(
          fc.oneof(
            { arbitrary: fc.constantFrom(...names, 'trait.plan'), weight: 4 },
            { arbitrary: anyText, weight: 1 },
          ),
          fc.oneof(likely, anyText),
        ),
        { maxLength: 4 },
      ),
    }),
  );
  const property = fc.asyncProperty(request, async ({ path, id, query }) => {
    const search = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
    const response = await app.request(`${path.replaceAll(/\{\w+\}/g, encode(id))}?${search}`, {
      headers: { authorization: `Bearer ${SECRET_KEY}` },
    });
    expect([200, 400, 401, 404, 409, 410, 422], `${path} ${id} ${search}`).toContain(response.status);
    // A live stream has no end: whoever has seen enough hangs up.
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) await response.body?.cancel();
    else await response.text();
  });
  await fc.assert(property, { numRuns: 800 });
  expect(logged).toEqual([]);
});

test('everything else that takes a body answers it: done or a refusal with a remedy, never 500', async () => {
  const collector = await openCollector();
  const { app, send, logged } = collector;
  await send([{ type: 'track', userId: 'anna' }, { type: 'nonsense' }]);
  const routes = operationsOf(collector, 'post').filter(
    ({ security }) => security.includes('secretKey') && !security.includes('basicKey'),
  );
  expect(routes.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['/v1/models', '/v1/rejected/replay']),
  );
  const likely = fc.record(
    {
      model: fc.record(
        {
          name: like(anyText),
          decay: like(fc.record({ type: fc.constantFrom('half-life', 'window'), days: like(fc.nat(400)) })),
          target: like(fc.double()),
          signals: like(
            fc.array(fc.record({ key: like(anyText), event: like(anyText), weight: like(fc.double()) })),
          ),
          bands: anyJson,
        },
        { requiredKeys: [] },
      ),
      publish: like(fc.boolean()),
      reason: like(anyText),
      ids: like(fc.array(fc.integer())),
      code: like(anyText),
      since: like(fc.constantFrom('2026-11-22T12:00:00Z')),
    },
    { requiredKeys: [] },
  );
  const bodies = fc.oneof(likely, anyJson).map((body) => JSON.stringify(body) ?? '');
  const property = fc.asyncProperty(
    fc.constantFrom(...routes.map(({ path }) => path)),
    fc.oneof({ arbitrary: bodies, weight: 5 }, { arbitrary: anyText, weight: 1 }),
    async (path, body) => {
      const headers = { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' };
      const response = await app.request(path, { method: 'POST', headers, body });
      const answer = (await response.json()) as unknown;
      if (response.ok) return;
      expect([400, 404, 413], `${path} ${body}`).toContain(response.status);
      expect(answer).toMatchObject({ code: expect.any(String), remedy: expect.any(String) });
    },
  );
  await fc.assert(property, { numRuns: 400 });
  expect(logged).toEqual([]);
});

/** Percent-encoded; half surrogates, which have no encoding, become broken bytes. */
function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ed%a0%80';
  }
}
