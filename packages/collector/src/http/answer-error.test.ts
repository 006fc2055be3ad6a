import { OpenAPIHono } from '@hono/zod-openapi';
import { expect, test } from 'vitest';
import { CollectorError } from '../collector-error.ts';
import { scoresNotReady } from '../scoring/scores-not-ready.ts';
import { createErrorHandler } from './answer-error.ts';
import type { AppEnv } from './app-env.ts';

async function answerTo(error: Error): Promise<{ retryAfter: string | null; body: unknown }> {
  const app = new OpenAPIHono<AppEnv>();
  app.get('/', () => {
    throw error;
  });
  app.onError(createErrorHandler({ info: () => undefined, error: () => undefined }));
  const response = await app.request('/');
  return { retryAfter: response.headers.get('retry-after'), body: await response.json() };
}

test('lists that are not ready say how far they are, and when to come back', async () => {
  const now = 1_000_000;
  const error = scoresNotReady({ ratio: 0.25, beganAt: now - 4_000 }, now);
  expect(await answerTo(error)).toMatchObject({
    retryAfter: '12',
    body: {
      status: 503,
      code: 'scores_not_ready',
      detail: expect.stringContaining('25 % are done'),
      remedy: expect.stringContaining('ask again in 12 seconds'),
    },
  });
});

test('what else keeps storage from answering tells nothing of files, and asks for another try soon', async () => {
  const error = new CollectorError({ code: 'disk_full', message: '/data/x.db is full', hint: 'make room' });
  const { retryAfter, body } = await answerTo(error);
  expect(retryAfter).toBe('5');
  expect(body).toMatchObject({ status: 503, code: 'disk_full' });
  expect(JSON.stringify(body)).not.toContain('x.db');
});
