import type { TokenBuckets } from '../access/token-buckets.ts';
import { CollectorError } from '../collector-error.ts';
import type { AppendBatch, AppendResult } from '../storage/append.ts';
import type { KeyGrant, KeyLookup } from '../storage/control-storage.ts';
import { appendInParts } from './append-in-parts.ts';
import { checkMessages } from './check-messages.ts';
import { decodeBody } from './decode-body.ts';
import type { Ingest, IngestAnswer, IngestRequest } from './ingest.ts';
import { toSuccessAnswer } from './ingest-answer.ts';
import { type Begun, createPortions } from './portions.ts';
import { readEnvelope } from './read-envelope.ts';
import type { Sender } from './read-sender.ts';
import { RequestRefused, toProblemAnswer } from './request-refused.ts';

export interface IngestOptions {
  keys: KeyLookup;
  /** Counts requests of keys that have a limit. */
  buckets: TokenBuckets;
  readSender(userAgent: string): Sender;
  /** Rejects if the messages are not certain to be stored; all of a batch then. */
  append(batch: AppendBatch): Promise<AppendResult>;
  /** Told of what goes wrong on our side; the sender is asked to try again. */
  onError(error: unknown, requestId: string | undefined): void;
}

// Long enough for a disk to be cleared or a process restarted a few times, short for a queue in a browser.
const RETRY_AFTER_SECONDS = 5;

/** Takes requests from bytes to checked messages, in turns, and answers once they are appended. */
export function createIngest(options: IngestOptions): Ingest {
  const { keys, buckets, readSender, append, onError } = options;
  const portions = createPortions();
  const findTokenSecret = keys.findTokenSecret.bind(keys);

  function authorize(key: string | undefined, request: IngestRequest): KeyGrant {
    const grant = key === undefined ? undefined : keys.findKey(key);
    if (grant === undefined) throw unknownKey(key);
    checkGrant(grant, request);
    if (grant.requestsPerMinute === null) return grant;
    const taken = buckets.take(grant.keyId, grant.requestsPerMinute);
    if (!taken.ok) throw tooManyRequests(grant.requestsPerMinute, taken.retryAfterSeconds);
    return grant;
  }

  async function take(request: IngestRequest): Promise<IngestAnswer> {
    // A key outside the body is checked before the body costs anything.
    const early = request.key === undefined ? undefined : authorize(request.key, request);
    return toSuccessAnswer(await portions.run(() => begin(request, early)));
  }

  function begin(request: IngestRequest, early: KeyGrant | undefined): Begun<AppendResult> {
    const { route } = request;
    const { json, bytes: body } = decodeBody(request.body);
    const envelope = readEnvelope(route, json);
    const grant = early ?? authorize(envelope.writeKey, request);
    const facts = {
      request: grant.kind === 'secret' ? withoutAgent(request) : request,
      sizeBytes: body.byteLength,
      grant,
      readSender,
      findTokenSecret,
    };
    const result = appendInParts({
      projectId: grant.projectId,
      route,
      body,
      messages: envelope.messages,
      check: (messages) => checkMessages({ ...envelope, messages }, facts),
      append,
    });
    return { bytes: body.byteLength, result };
  }

  return {
    async ingest(request) {
      try {
        return await take(request);
      } catch (error) {
        if (error instanceof RequestRefused) return toProblemAnswer(error.problem);
        onError(error, request.requestId);
        return toProblemAnswer(unavailable(error));
      }
    },
  };
}

/** @throws RequestRefused 403 if the key may not be used like this. */
function checkGrant({ kind, scopes, allowedOrigins }: KeyGrant, { origin, route }: IngestRequest): void {
  if (origin !== undefined && allowedOrigins !== null && !allowedOrigins.includes(origin)) {
    throw originNotAllowed(origin);
  }
  if (route === 'import' && kind !== 'secret') throw importNeedsSecretKey();
  // Messages with a secret key are believed more than others, so that reading alone doesn't go so far.
  if (kind === 'secret' && !scopes.includes('admin')) throw missingScope();
}

/** A back end's own agent tells nothing of the people whose messages it sends. */
function withoutAgent({ userAgent: _, ...request }: IngestRequest): IngestRequest {
  return request;
}

function unknownKey(key: string | undefined): RequestRefused {
  return new RequestRefused({
    status: 401,
    code: 'unknown_key',
    detail:
      key === undefined
        ? 'the request must come with a key, got none'
        : 'the key must be one of a project, got another',
    remedy:
      'send the write key of your project as the Basic user name, ?writeKey=, X-Write-Key, or writeKey in the body',
  });
}

function originNotAllowed(origin: string): RequestRefused {
  return new RequestRefused({
    status: 403,
    code: 'origin_not_allowed',
    detail: `the key may not be used from the origin ${origin.slice(0, 255)}`,
    remedy: 'allow the origin for this write key, or use a key that allows it',
  });
}

function importNeedsSecretKey(): RequestRefused {
  return new RequestRefused({
    status: 403,
    code: 'secret_key_required',
    detail: '/v1/import takes a secret key, got a write key',
    remedy: 'send history from your back end with a secret key, or live messages to /v1/batch',
  });
}

function missingScope(): RequestRefused {
  return new RequestRefused({
    status: 403,
    code: 'missing_scope',
    detail: 'sending with a secret key needs one with the scope admin, got one that may only read',
    remedy: 'send with a write key, or with a secret key that has the scope admin',
  });
}

function tooManyRequests(perMinute: number, retryAfterSeconds: number): RequestRefused {
  return new RequestRefused({
    status: 429,
    code: 'rate_limited',
    detail: `the key may be used for ${perMinute} requests a minute, got more`,
    remedy: 'send the same messages again after Retry-After, more of them in a batch',
    retryAfterSeconds,
  });
}

function unavailable(error: unknown): RequestRefused['problem'] {
  return {
    status: 503,
    code: error instanceof CollectorError ? error.code : 'internal_error',
    detail: 'the messages could not be stored; nothing of this request is certain to be kept',
    remedy:
      'send the same messages again, with the same messageIds: what was stored already is not counted twice',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  };
}
