import type { JsonObject, WireMessage } from '@ardent/core';
import { z } from '@hono/zod-openapi';
import { CollectorError } from '../../collector-error.ts';
import { type DemoRun, RUN_ANONYMOUS_ID, readRun, toRunMessage } from './demo-run.ts';
import { type Fetch, requestPatiently } from './request-patiently.ts';

/** What became of a batch. */
export interface BatchAnswer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly { readonly code: string; readonly message: string }[];
}

/** A project of a running collector, as its HTTP API shows it to the owner of a secret key. */
export interface DemoProject {
  /** Imports messages; resolves when they are durable. */
  send(messages: readonly WireMessage[]): Promise<BatchAnswer>;
  /** The demo history that was begun here, if any. */
  findRun(): Promise<DemoRun | undefined>;
  /** Notes a demo history. */
  saveRun(run: DemoRun): Promise<void>;
  /** Whether nobody is known here, and no visitor either. */
  isEmpty(): Promise<boolean>;
}

export interface DemoProjectOptions {
  /** Where the collector answers. */
  readonly url: string;
  /** A secret key; its project is the one that is filled. */
  readonly key: string;
  readonly fetch?: Fetch;
  readonly signal?: AbortSignal | undefined;
  readonly onWait?: ((reason: string, waitMs: number) => void) | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly now?: () => number;
}

const batchAnswer = z.object({
  accepted: z.number(),
  duplicates: z.number(),
  rejected: z.array(z.object({ code: z.string(), message: z.string() })),
});
const profileAnswer = z.object({ traits: z.record(z.string(), z.json()) });
const listAnswer = z.object({ data: z.array(z.unknown()) });
const problemAnswer = z.object({ detail: z.string(), remedy: z.string() });
const NOT_FOUND = 404;

/** A project behind the HTTP API. Its methods throw CollectorError where the collector refuses or can't be reached. */
export function createDemoProject(options: DemoProjectOptions): DemoProject {
  const { url, key, fetch = globalThis.fetch, signal, onWait, now = Date.now } = options;
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const ask = (path: string, body?: string) =>
    requestPatiently({
      make: () =>
        new Request(new URL(path, url), body === undefined ? { headers } : { method: 'POST', headers, body }),
      fetch,
      signal,
      onWait,
    });
  const send = async (messages: readonly WireMessage[]) =>
    readAnswer(await ask('/v1/import', JSON.stringify({ batch: messages })), batchAnswer);
  return {
    send,
    async findRun() {
      const response = await ask(`/v1/anonymous/${RUN_ANONYMOUS_ID}`);
      if (response.status === NOT_FOUND) return undefined;
      return readRun((await readAnswer(response, profileAnswer)).traits as JsonObject);
    },
    async saveRun(run) {
      await send([toRunMessage(run, now())]);
    },
    async isEmpty() {
      const { data } = await readAnswer(await ask('/v1/profiles?kind=all&limit=1'), listAnswer);
      return data.length === 0;
    },
  };
}

async function readAnswer<Answer>(response: Response, schema: z.ZodType<Answer>): Promise<Answer> {
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw refused(response, body);
  const answer = schema.safeParse(body);
  if (answer.success) return answer.data;
  throw new CollectorError({
    code: 'not_a_collector',
    message: `${response.url || 'the collector'} answered ${response.status} with something else than a collector does`,
    hint: 'check --url',
    cause: answer.error,
  });
}

function refused({ url, status }: Response, body: unknown): CollectorError {
  const problem = problemAnswer.safeParse(body);
  return new CollectorError({
    code: 'demo_refused',
    message: `the collector refuses the demo data: ${problem.data?.detail ?? `${url} answered ${status}`}`,
    hint: problem.data?.remedy ?? 'check --url and --key, which must be a secret key',
  });
}
