import { setTimeout as sleep } from 'node:timers/promises';
import { CollectorError } from '../../collector-error.ts';

/** How to reach a collector: `fetch`, or an app in the same process. */
export type Fetch = (request: Request) => Response | Promise<Response>;

/** A request, made anew for each try. */
export interface PatientRequest {
  readonly make: () => Request;
  readonly fetch: Fetch;
  readonly signal?: AbortSignal | undefined;
  /** Told before each wait. */
  readonly onWait?: ((reason: string, waitMs: number) => void) | undefined;
}

const MOST_TRIES = 12;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
const BUSY: ReadonlySet<number> = new Set([429, 503]);

/**
 * The answer, once it is no "come back later": 429, 503 and failing connections are tried again, after `Retry-After` or
 * with full-jitter backoff.
 *
 * @throws CollectorError `collector_unreachable` after twelve tries; the signal's reason if it is aborted.
 */
export async function requestPatiently({ make, fetch, signal, onWait }: PatientRequest): Promise<Response> {
  for (let tries = 1; ; tries++) {
    signal?.throwIfAborted();
    const request = make();
    const outcome = await tryOnce(request, fetch);
    // Not `instanceof Response`: @hono/node-server puts a class of its own in that place.
    const isAnswer = !(outcome instanceof Error);
    if (isAnswer && !BUSY.has(outcome.status)) return outcome;
    const reason = isAnswer ? `it answered ${outcome.status}` : messageOf(outcome);
    if (tries === MOST_TRIES) throw unreachable(request, reason, outcome);
    const waitMs =
      retryAfterMs(outcome) ?? Math.random() * Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS);
    onWait?.(reason, waitMs);
    await sleep(waitMs, undefined, signal === undefined ? {} : { signal });
  }
}

async function tryOnce(request: Request, fetch: Fetch): Promise<Response | Error> {
  try {
    return await fetch(request);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function retryAfterMs(outcome: Response | Error): number | undefined {
  if (outcome instanceof Error) return undefined;
  const seconds = Number(outcome.headers.get('retry-after') ?? Number.NaN);
  return seconds >= 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : undefined;
}

function messageOf({ message, cause }: Error): string {
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}

function unreachable({ url }: Request, reason: string, outcome: Response | Error): CollectorError {
  return new CollectorError({
    code: 'collector_unreachable',
    message: `${new URL(url).origin} does not take the demo data: ${reason}`,
    hint: 'start a collector ("ardent serve"), or name where it listens with --url; running this again goes on from there',
    cause: outcome,
  });
}
