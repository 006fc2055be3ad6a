import type { Context } from 'hono';
import type { Log } from '../log.ts';
import { createProblem } from '../problem.ts';
import type { App } from './app-env.ts';
import { problemResponse } from './problem-response.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Anybody may ask, so the disk is asked at most this often. */
const CHECK_EVERY_MS = 1000;
/** Longer than SQLite waits for a lock: a disk that takes more time than this takes nothing. */
const SLOWEST_CHECK_MS = 6_000;

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
  let isChecking = false;
  let check: Promise<boolean> = Promise.resolve(false);

  async function checkNow(): Promise<boolean> {
    isChecking = true;
    try {
      await checkReady();
      return true;
    } catch (error) {
      log.error('nothing can be stored', error);
      return false;
    } finally {
      isChecking = false;
    }
  }

  app.get('/healthz', (c) => ok(c));
  app.get('/readyz', async (c) => {
    if (!isChecking && now() - checkedAt >= CHECK_EVERY_MS) {
      checkedAt = now();
      check = checkNow();
    }
    return (await withinTime(check)) ? ok(c) : notReady();
  });
}

/** False, too, if it is not known in time. */
async function withinTime(check: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, SLOWEST_CHECK_MS, false);
  });
  const isReady = await Promise.race([check, late]);
  clearTimeout(timer);
  return isReady;
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
