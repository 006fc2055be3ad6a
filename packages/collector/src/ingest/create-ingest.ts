import { CollectorError } from '../collector-error.ts';
import type { KeyGrant, KeyLookup } from '../storage/control-storage.ts';
import type { ProjectWriter } from '../storage/project-storage.ts';
import { checkMessages } from './check-messages.ts';
import { decodeBody } from './decode-body.ts';
import type { Ingest, IngestAnswer, IngestRequest } from './ingest.ts';
import { toSuccessAnswer } from './ingest-answer.ts';
import { type Envelope, readEnvelope } from './read-envelope.ts';
import { createSenderReader } from './read-sender.ts';
import { RequestRefused, toProblemAnswer } from './request-refused.ts';

export interface IngestOptions {
  keys: KeyLookup;
  /** The writer of a project, opened once. @throws CollectorError if its file can't be used. */
  openWriter(projectId: string): ProjectWriter;
  /** Told of what goes wrong on our side; the sender is asked to try again. */
  onError(error: unknown): void;
}

// Long enough for a disk to be cleared or a process restarted a few times, short for a queue in a browser.
const RETRY_AFTER_SECONDS = 5;

/** Takes requests from bytes to durable rows. */
export function createIngest({ keys, openWriter, onError }: IngestOptions): Ingest {
  const readSender = createSenderReader();

  async function take(request: IngestRequest): Promise<IngestAnswer> {
    // A key outside the body is checked before the body costs anything.
    const early = request.key === undefined ? undefined : authorize(keys, request.key, request);
    const { json, sizeBytes } = decodeBody(request.body);
    const envelope = readEnvelope(request.route, json);
    const grant = early ?? authorize(keys, envelope.writeKey, request);
    const items = checkMessages(envelope, { request, sizeBytes, grant, readSender });
    return toSuccessAnswer(await openWriter(grant.projectId).append(items));
  }

  return {
    async ingest(request) {
      try {
        return await take(request);
      } catch (error) {
        if (error instanceof RequestRefused) return toProblemAnswer(error.problem);
        onError(error);
        return toProblemAnswer(unavailable(error));
      }
    },
  };
}

function authorize(keys: KeyLookup, key: Envelope['writeKey'], { origin, route }: IngestRequest): KeyGrant {
  const grant = key === undefined ? undefined : keys.findKey(key);
  if (grant === undefined) throw unknownKey(key);
  if (origin !== undefined && grant.allowedOrigins !== null && !grant.allowedOrigins.includes(origin)) {
    throw originNotAllowed(origin);
  }
  if (route === 'import' && grant.kind !== 'secret') throw importNeedsSecretKey();
  return grant;
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
