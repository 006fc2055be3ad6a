import type { JsonObject, MessageType } from '@ardent/core';
import type { RequestFacts } from './check-messages.ts';
import type { Envelope } from './read-envelope.ts';
import type { Sender } from './read-sender.ts';

/** What a request said for all of its messages, as it is kept beside those that were rejected. */
interface SentFacts {
  type?: MessageType;
  context?: JsonObject;
  sentAt?: number;
  sender?: Sender;
  imported?: true;
}

/** The facts of a request as plain JSON. The user agent itself is not among them. */
export function toSentFacts({ type, context, sentAt }: Envelope, facts: RequestFacts): JsonObject {
  const { request, readSender } = facts;
  const sender = request.userAgent === undefined ? facts.sender : readSender(request.userAgent);
  const sent: SentFacts = {
    ...(type !== undefined && { type }),
    ...(context !== undefined && { context }),
    ...(sentAt !== undefined && { sentAt }),
    ...(sender !== undefined && { sender }),
    ...(request.route === 'import' && { imported: true }),
  };
  return sent as JsonObject;
}

/** The inverse of `toSentFacts`. */
export function readSentFacts(sent: JsonObject): SentFacts {
  return sent as SentFacts;
}
