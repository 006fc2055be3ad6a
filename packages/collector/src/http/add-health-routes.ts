import type { Context } from 'hono';
import type { Log } from '../log.ts';
import { createProblem } from '../problem.ts';
import type { App } from './app-env.ts';
import { problemResponse } from './problem-response.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Anybody may ask, so the disk is asked at most this often. */
const CHECK_EVERY_MS = 1000;

/**
 * `/healthz`: the process answers. `/readyz`: it can commit, too, found out by committing something tiny.
 *
 * @param deps.checkReady rejects if nothing can be stored.
 */
export function addHealthRoutes(
  app: App,
  { checkReady, now, log }: { checkReady: () => Promise<void>; now: () => number; log: Log },
): void {
  let checkedAt = Number.NEGATIVE_INFINITY;
  let check: Promise<boolean> = Promise.resolve(false);
  app.get('/healthz', (c) => ok(c));
  app.get('/readyz', async (c) => {
    if (now() - checkedAt >= CHECK_EVERY_MS) {
      checkedAt = now();
      check = checkReady().then(
        () => true,
        (error) => {
          log.error('nothing can be stored', error);
          return false;
        },
      );
    }
    return (await check) ? ok(c) : notReady();
  });
}

function ok(c: Context): Response {
  return c.json({ status: 'ok' }, 200, SECURITY_HEADERS);
}

function notReady(): Response {
  const problem = createProblem({
    status: 503,
    code: 'not_ready',
    detail: 'Ardent cannot store anything at the moment.',
    remedy: 'See the log of the server; most often the disk is full or its folder is read-only.',
  });
  return problemResponse(problem, { 'retry-after': '5' });
}
