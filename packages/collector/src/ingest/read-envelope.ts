import type { JsonObject, MessageType } from '@ardent/core';
import type { IngestRequest } from './ingest.ts';
import { RequestRefused } from './request-refused.ts';

/** A request's messages with what is said for all of them. */
export interface Envelope {
  messages: readonly unknown[];
  /** The key in the body: the batch's, else its first message's. */
  writeKey?: string;
  /** The route's type, for a message that names none. */
  type?: MessageType;
  /** When the client sent the batch, in milliseconds since 1970 UTC. */
  sentAt?: number;
  context?: JsonObject;
}

interface Body {
  batch?: unknown;
  context?: unknown;
  sentAt?: unknown;
  writeKey?: unknown;
}

// Even messages of forty bytes fill 5 MiB with fewer than three times as many.
const MAX_MESSAGES = 50_000;

/**
 * The envelope of a parsed body: a batch's, or the one message of the other routes.
 *
 * @throws RequestRefused 400 `invalid_envelope` naming what is missing, 413 `too_many_messages`.
 */
export function readEnvelope(route: IngestRequest['route'], body: unknown): Envelope {
  if (!isObject(body)) throw invalidEnvelope('the body must be a JSON object', body);
  if (route !== 'batch' && route !== 'import')
    return withKey({ messages: [body], type: route }, body.writeKey);
  const { batch, context, sentAt, writeKey } = body;
  if (!Array.isArray(batch)) throw invalidEnvelope('batch must be a list of messages', batch);
  if (batch.length > MAX_MESSAGES) throw tooManyMessages(batch.length);
  if (context !== undefined && context !== null && !isObject(context)) {
    throw invalidEnvelope('context must be an object', context);
  }
  const envelope: Envelope = { messages: batch };
  const sentAtMs = readSentAt(sentAt);
  if (sentAtMs !== undefined) envelope.sentAt = sentAtMs;
  if (isObject(context)) envelope.context = context as JsonObject;
  const [first] = batch as unknown[];
  return withKey(envelope, writeKey ?? (isObject(first) ? first.writeKey : undefined));
}

// A batch's sentAt only corrects clocks: one that can't be read corrects nothing, and loses nobody an event.
function readSentAt(value: unknown): number | undefined {
  const hasNoZone = typeof value === 'string' && /T[^Z+-]*$/i.test(value);
  const time = typeof value === 'string' ? Date.parse(hasNoZone ? `${value}Z` : value) : value;
  return typeof time === 'number' && Number.isFinite(time) ? time : undefined;
}

function withKey(envelope: Envelope, writeKey: unknown): Envelope {
  if (typeof writeKey === 'string' && writeKey !== '') envelope.writeKey = writeKey;
  return envelope;
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalidEnvelope(rule: string, got: unknown): RequestRefused {
  return new RequestRefused({
    status: 400,
    code: 'invalid_envelope',
    detail: `${rule}, got ${describeKind(got)}`,
    remedy: 'send {"batch": [{"type": "track", …}, …]} to /v1/batch, or one message to its own route',
  });
}

function describeKind(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value !== 'object') return `a ${typeof value}`;
  return Array.isArray(value) ? 'a list' : 'an object';
}

function tooManyMessages(count: number): RequestRefused {
  return new RequestRefused({
    status: 413,
    code: 'too_many_messages',
    detail: `a batch must have at most ${MAX_MESSAGES} messages, got ${count}`,
    remedy: 'send them in several smaller batches',
  });
}
