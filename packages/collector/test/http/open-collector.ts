import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RouteConfig, z } from '@hono/zod-openapi';
import { expect, onTestFinished } from 'vitest';
import { type Config, loadConfig } from '../../src/config.ts';
import { type Collector, type CollectorOptions, createCollector } from '../../src/create-collector.ts';
import type { Log } from '../../src/log.ts';

export const WRITE_KEY = 'wk_for_tests';
export const SECRET_KEY = 'sk_for_tests_for_tests';

/** Noon of a Sunday. */
export const NOW: number = Date.UTC(2026, 10, 22, 12);
export const DAY_MS = 86_400_000;

export interface TestCollector extends Collector {
  /** The server's time; tests move it. */
  clock: { now: number };
  logged: string[];
  config: Config;
  /** Sends messages with the write key, or another one; answers the parsed body. */
  send(messages: object[], key?: string): Promise<SendAnswer>;
  /** Reads with the secret key; a 200 is checked against the route's schema. */
  read<Body = never>(path: string): Promise<{ status: number; body: Body }>;
}

export interface SendAnswer {
  success: boolean;
  accepted: number;
  duplicates: number;
  rejected: { index: number; messageId?: string; code: string; message: string }[];
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-http-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The real app over real SQLite in a folder of its own, ended with the test; only its clock is ours. */
export async function openCollector(
  environment: Record<string, string> = {},
  options: Pick<CollectorOptions, 'patienceMs' | 'previewMs'> = {},
): Promise<TestCollector> {
  const config = loadConfig(
    {},
    {
      PORT: '0',
      ARDENT_DATA_DIR: temporaryFolder(),
      ARDENT_WRITE_KEY: WRITE_KEY,
      ARDENT_SECRET_KEY: SECRET_KEY,
      ...environment,
    },
  );
  const clock = { now: NOW };
  const logged: string[] = [];
  const log: Log = {
    info: (text) => logged.push(text),
    error: (text, error) => logged.push(`${text}: ${error}`),
  };
  const collector = await createCollector(config, { ...options, now: () => clock.now, log });
  onTestFinished(() => collector.stop());
  return { ...collector, clock, logged, config, send: sendTo(collector), read: readFrom(collector) };
}

function sendTo({ app }: Collector): TestCollector['send'] {
  return async (messages, key = WRITE_KEY) => {
    const response = await app.request('/v1/batch', {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
      body: JSON.stringify({ batch: messages }),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as SendAnswer;
  };
}

function readFrom(collector: Collector): TestCollector['read'] {
  return async <Body>(path: string) => {
    const response = await collector.app.request(path, {
      headers: { authorization: `Bearer ${SECRET_KEY}` },
    });
    const body: unknown = await response.json();
    if (response.status === 200) checkShape(collector, new URL(path, 'http://x').pathname, body);
    else
      expect(body).toMatchObject({
        status: response.status,
        code: expect.any(String),
        detail: expect.any(String),
        remedy: expect.any(String),
      });
    return { status: response.status, body: body as Body };
  };
}

/** What OpenAPI promises of a path must be what it answers, no field more. */
function checkShape({ app }: Collector, path: string, body: unknown): void {
  const routes = app.openAPIRegistry.definitions.flatMap((one) => (one.type === 'route' ? [one.route] : []));
  const route = routes.find((one) => one.method === 'get' && toPattern(one.path).test(path));
  expect(route, `${path} is documented`).toBeDefined();
  const schema = answerSchema(route as RouteConfig);
  expect(schema.parse(body)).toEqual(body);
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

function answerSchema(route: RouteConfig): z.ZodType {
  const answer = route.responses[200] as { content: { 'application/json': { schema: z.ZodType } } };
  return answer.content['application/json'].schema;
}
