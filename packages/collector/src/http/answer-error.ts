import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { CollectorError } from '../collector-error.ts';
import type { Log } from '../log.ts';
import { createProblem, type Problem } from '../problem.ts';
import type { AppEnv } from './app-env.ts';
import { problemResponse } from './problem-response.ts';

const RETRY_AFTER_SECONDS = 5;

/**
 * The one place where errors become answers. Refusals carry theirs; what went wrong outside is a 503 that says so; the
 * rest is a mistake of ours: a 500 that tells nothing, and a log line without address or body, which may name people.
 */
export function createErrorHandler(log: Log): (error: Error, c: Context<AppEnv>) => Response {
  return (error, c) => {
    if (error instanceof HTTPException) return error.res ?? problemResponse(refusedByHono(error));
    // Client routes give themselves no id before something fails.
    const requestId = c.get('requestId') as string | undefined;
    log.error(`${c.req.method} failed`, error, requestId === undefined ? {} : { requestId });
    if (error instanceof CollectorError) {
      return problemResponse(toUnavailable(error), {
        'retry-after': String(error.retryAfterSeconds ?? RETRY_AFTER_SECONDS),
      });
    }
    return problemResponse(INTERNAL_ERROR);
  };
}

const INTERNAL_ERROR: Problem = createProblem({
  status: 500,
  code: 'internal_error',
  detail: 'Something went wrong inside Ardent.',
  remedy: 'Try again; if it stays, the log of the server says more.',
});

function toUnavailable({ code, message, hint }: CollectorError): Problem {
  if (code === 'scores_not_ready') {
    return createProblem({ status: 503, code, detail: `${message}.`, remedy: `${hint}.` });
  }
  return createProblem({
    status: 503,
    code,
    detail: 'The storage cannot be used at the moment.',
    remedy: 'Try again in a few seconds; the log of the server says what is wrong.',
  });
}

/** Hono refuses by itself what it cannot parse, such as a JSON body. */
function refusedByHono({ status, message }: HTTPException): Problem {
  return createProblem({
    status,
    code: 'invalid_request',
    detail: message === '' ? 'The request cannot be read.' : message,
    remedy: 'See /openapi.json for what this address takes.',
  });
}
