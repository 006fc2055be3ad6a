import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { openCollector, SECRET_KEY, type TestCollector, WRITE_KEY } from './open-collector.ts';

interface Document {
  openapi: string;
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, unknown> }> }>>;
}

/** One request of each operation that is expected to succeed, and what can be refused without much ado. */
interface Call {
  operation: string;
  path?: string;
  body?: unknown;
  key?: string | null;
  status?: number;
}

const MODEL = {
  model: {
    name: 'Main',
    decay: { type: 'half-life', days: 14 },
    target: 100,
    signals: [{ key: 'report', event: 'Report Viewed', weight: 1, perDay: 'log' }],
  },
  publish: true,
  reason: 'test',
};
const track = { type: 'track', userId: 'anna', event: 'Report Viewed' };
const ROUTE_TYPES = { track, identify: { userId: 'anna' }, page: { userId: 'anna', name: 'Home' } };

function readCalls(profileId: string): Call[] {
  const addresses = [
    ['/v1/profiles/{userId}', '/v1/profiles/anna'],
    ['/v1/profile-ids/{profileId}', `/v1/profile-ids/${profileId}`],
    ['/v1/anonymous/{anonymousId}', '/v1/anonymous/visitor'],
  ] as const;
  const parts = ['', '/score', '/history', '/changes', '/events', '/export'];
  return addresses.flatMap(([pattern, path]) =>
    parts.flatMap((part) => [
      { operation: `GET ${pattern}${part}`, path: path + part },
      { operation: `GET ${pattern}${part}`, path: `${path}-nobody${part}`, status: 404 },
      { operation: `GET ${pattern}${part}`, path: path + part, key: null, status: 401 },
    ]),
  );
}

function writeCalls(): Call[] {
  const single = {
    ...ROUTE_TYPES,
    group: { userId: 'anna', groupId: 'acme' },
    screen: { userId: 'anna', name: 'Home' },
    alias: { userId: 'anna', previousId: 'visitor' },
  };
  const batch = { batch: [track, { type: 'nonsense' }] };
  return [
    ...Object.entries(single).flatMap(([type, body]) =>
      [`/v1/${type}`, `/v1/${type.charAt(0)}`].map((path) => ({
        operation: `POST ${path}`,
        body,
        key: WRITE_KEY,
      })),
    ),
    ...['/v1/batch', '/v1/b', '/beacon/v1/batch'].flatMap((path) => [
      { operation: `POST ${path}`, body: batch, key: WRITE_KEY },
      { operation: `POST ${path}`, body: {}, key: WRITE_KEY, status: 400 },
      { operation: `POST ${path}`, body: batch, key: 'wk_unknown', status: 401 },
    ]),
    { operation: 'POST /v1/import', body: batch },
    { operation: 'POST /v1/import', body: batch, key: WRITE_KEY, status: 403 },
    { operation: 'POST /v1/m', body: {} },
  ];
}

const OTHER_CALLS: Call[] = [
  { operation: 'GET /v1/projects/{key}/settings', path: `/v1/projects/${WRITE_KEY}/settings`, key: null },
  { operation: 'GET /v1/projects/{key}/settings', path: '/v1/projects/no/settings', key: null, status: 401 },
  { operation: 'GET /sourceConfig', key: WRITE_KEY },
  { operation: 'GET /sourceConfig', key: null, status: 401 },
  { operation: 'GET /healthz', key: null },
  { operation: 'GET /readyz', key: null },
  { operation: 'GET /metrics' },
  { operation: 'GET /metrics', key: null, status: 401 },
  { operation: 'GET /openapi.json', key: null },
  { operation: 'GET /docs', key: null },
  { operation: 'GET /ardent.js', key: null },
  { operation: 'GET /v1/profiles' },
  { operation: 'GET /v1/profiles', path: '/v1/profiles?colour=red', status: 400 },
  { operation: 'GET /v1/profiles', key: WRITE_KEY, status: 403 },
  { operation: 'GET /v1/accounts' },
  { operation: 'GET /v1/accounts', path: '/v1/accounts?colour=red', status: 400 },
  ...['', '/score', '/history', '/changes', '/events'].flatMap((part) => [
    { operation: `GET /v1/accounts/{groupId}${part}`, path: `/v1/accounts/acme${part}` },
    { operation: `GET /v1/accounts/{groupId}${part}`, path: `/v1/accounts/none${part}`, status: 404 },
  ]),
  { operation: 'GET /v1/models' },
  { operation: 'POST /v1/models', body: MODEL, status: 201 },
  { operation: 'POST /v1/models', body: {}, status: 400 },
  { operation: 'POST /v1/models', body: { ...MODEL, publish: false }, status: 201 },
  { operation: 'POST /v1/models/{modelId}/publish', path: '/v1/models/main/publish', body: { version: 3 } },
  {
    operation: 'POST /v1/models/{modelId}/publish',
    path: '/v1/models/main/publish',
    body: { version: 9 },
    status: 404,
  },
  { operation: 'GET /v1/models/{modelId}/versions/{version}', path: '/v1/models/main/versions/1' },
  { operation: 'GET /v1/models/{modelId}/diff', path: '/v1/models/main/diff?from=1&to=2' },
  { operation: 'GET /v1/models/{modelId}/diff', path: '/v1/models/main/diff', status: 400 },
  ...['preview', 'backtest', 'target'].flatMap((work) => [
    { operation: `POST /v1/models/{modelId}/${work}`, path: `/v1/models/main/${work}`, body: { version: 1 } },
    {
      operation: `POST /v1/models/{modelId}/${work}`,
      path: `/v1/models/main/${work}`,
      body: {},
      status: 400,
    },
  ]),
  { operation: 'POST /v1/models/{modelId}/calibrate', path: '/v1/models/main/calibrate', body: {} },
  { operation: 'GET /v1/jobs/{jobId}', path: '/v1/jobs/none', status: 404 },
  ...['GET', 'PUT', 'DELETE'].map((method) => ({
    operation: `${method} /v1/models/{modelId}/versions/{version}/probability`,
    path: '/v1/models/main/versions/1/probability',
    ...(method === 'PUT' && { body: { jobId: 'none' } }),
    status: 404,
  })),
  { operation: 'GET /v1/outcomes' },
  { operation: 'PUT /v1/outcomes', body: { outcomes: [] } },
  { operation: 'PUT /v1/outcomes', body: {}, status: 400 },
  { operation: 'GET /v1/models/{modelId}/versions', path: '/v1/models/none/versions', status: 404 },
  { operation: 'GET /v1/rejected' },
  { operation: 'GET /v1/rejected', path: '/v1/rejected?limit=0', status: 400 },
  { operation: 'POST /v1/rejected/replay', body: {} },
  { operation: 'POST /v1/rejected/replay', body: { ids: [] }, status: 400 },
  { operation: 'GET /v1/audit' },
];

/** Covered by tests of their own: what they need is more than a request. */
const ELSEWHERE = [
  'GET /v1/me/score',
  'GET /v1/live',
  'GET /v1/jobs/{jobId}',
  'GET /v1/models/{modelId}/versions/{version}/probability',
  'PUT /v1/models/{modelId}/versions/{version}/probability',
];

async function readDocument({ app }: TestCollector): Promise<Document> {
  return (await (await app.request('/openapi.json')).json()) as Document;
}

function operationsOf({ paths }: Document): string[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

function createChecker(document: Document): (pointer: string[], value: unknown) => void {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  return (pointer, value) => {
    const path = pointer
      .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      .map(encodeURIComponent);
    const validate = ajv.compile({ $ref: `api#/${path.join('/')}` });
    expect(validate(value), `${pointer.join(' ')}: ${ajv.errorsText(validate.errors)}`).toBe(true);
  };
}

async function call(
  { app }: TestCollector,
  { operation, path, body, key = SECRET_KEY }: Call,
): Promise<Response> {
  const [method = '', pattern = ''] = operation.split(' ');
  return app.request(path ?? pattern, {
    method,
    headers: {
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

test('every route is in the document, and nothing else is', async () => {
  const collector = await openCollector();
  const document = await readDocument(collector);
  const pages = /^\/(?:$|login|logout|projects|dashboard|demo)/;
  const routes = collector.app.routes
    .filter(({ method, path }) => !['ALL', 'OPTIONS'].includes(method) && !pages.test(path))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, '{$1}')}`);
  expect(operationsOf(document).sort()).toEqual([...new Set(routes)].sort());
});

test('what every route answers is what the document says', async () => {
  const collector = await openCollector();
  const document = await readDocument(collector);
  const check = createChecker(document);
  await collector.send([{ ...track, anonymousId: 'visitor', messageId: 'm-1' }]);
  const { body } = await collector.read<{ profileId: string }>('/v1/profiles/anna');
  const { body: models } = await collector.read<{ data: { modelId: string }[] }>('/v1/models');
  const succeeded = new Set<string>();
  const calls: Call[] = [
    ...writeCalls(),
    ...OTHER_CALLS,
    {
      operation: 'GET /v1/models/{modelId}/versions',
      path: `/v1/models/${models.data[0]?.modelId}/versions`,
    },
    ...readCalls(body.profileId),
    { operation: 'DELETE /v1/profiles/{userId}', path: '/v1/profiles/anna' },
  ].filter(({ operation }) => operationsOf(document).includes(operation));
  for (const one of calls) {
    const { operation, status = 200 } = one;
    const [method = '', pattern = ''] = operation.split(' ');
    const response = await call(collector, one);
    const text = await response.text();
    expect(response.status, `${operation} ${one.path ?? ''}: ${text.slice(0, 300)}`).toBe(status);
    const described = document.paths[pattern]?.[method.toLowerCase()]?.responses[status]?.content ?? {};
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
    const documented = Object.keys(described).find((name) => name.split(';')[0] === type);
    expect(documented, `${operation} ${status} ${type} is documented`).toBeDefined();
    const value: unknown = type.endsWith('json') ? JSON.parse(text) : text;
    const pointer = ['paths', pattern, method.toLowerCase(), 'responses', String(status), 'content'];
    check([...pointer, documented ?? '', 'schema'], value);
    if (response.ok) succeeded.add(operation);
  }
  const untried = operationsOf(document).filter((one) => !succeeded.has(one) && !ELSEWHERE.includes(one));
  expect(untried.filter((one) => !one.startsWith('DELETE /v1/'))).toEqual([]);
});

test('/docs shows every operation, without script and from nowhere else', async () => {
  const collector = await openCollector();
  const response = await collector.app.request('/docs');
  expect(response.status).toBe(200);
  const page = await response.text();
  for (const operation of operationsOf(await readDocument(collector))) {
    expect(page).toContain(`<code>${operation.split(' ')[1]}</code>`);
  }
  const server = page.slice(page.indexOf('<h2>The server</h2>'));
  expect(server).not.toContain('<code>/v1/');
  expect(page).not.toMatch(/<script|src=|https?:\/\//);
  expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/);
});
