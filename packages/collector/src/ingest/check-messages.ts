import { type JsonObject, type MessageContext, type ParseMessageOptions, parseMessage } from '@ardent/core';
import type { KeyGrant, TokenSecret } from '../storage/control-storage.ts';
import type { AppendItem, ReceivedMessage, RefusedMessage } from '../storage/project-storage.ts';
import { findUnprovenUser } from './find-unproven-user.ts';
import type { IngestRequest } from './ingest.ts';
import { makeMessageId } from './make-message-id.ts';
import { findSizeProblem, MAX_MESSAGE_BYTES, type SizeProblem } from './message-size.ts';
import type { Envelope } from './read-envelope.ts';
import type { Sender } from './read-sender.ts';
import { toSentFacts } from './sent-facts.ts';

/** What a request says for all of its messages. */
export interface RequestFacts {
  /** Of the decoded body. */
  sizeBytes: number;
  request: IngestRequest;
  grant: KeyGrant;
  readSender(userAgent: string): Sender;
  /** What the request's user agent told, where the agent itself is gone. */
  sender?: Sender;
  findTokenSecret(keyId: string): TokenSecret | undefined;
}

const SIZE_REASONS: Record<SizeProblem, string> = {
  too_large: `a message must have at most ${MAX_MESSAGE_BYTES} bytes as JSON, got more: send less in its properties`,
  too_deep: 'a message must not be nested deeper than 64 levels, got more: flatten its properties',
};
const LONGEST_ID = 255;

/** Checks every message of a request by itself, so that a bad one spoils no other. */
export function checkMessages(envelope: Envelope, facts: RequestFacts): AppendItem[] {
  const options = toParseOptions(envelope);
  // Where all fit, each does; what is kept of a message has its own bound on depth.
  const isSmall = facts.sizeBytes <= MAX_MESSAGE_BYTES;
  const checking = { options, facts, sent: toSentFacts(envelope, facts) };
  return envelope.messages.map((raw) => {
    const problem = isSmall ? undefined : findSizeProblem(raw);
    if (problem !== undefined) {
      return refuse(raw, { code: problem, message: SIZE_REASONS[problem] }, checking);
    }
    return checkMessage(raw, checking);
  });
}

interface Checking {
  options: ParseMessageOptions;
  facts: RequestFacts;
  sent: JsonObject;
}

function checkMessage(raw: unknown, checking: Checking): AppendItem {
  const { options, facts, sent } = checking;
  const parsed = parseMessage(raw, options);
  if (!parsed.ok) return refuse(raw, parsed.rejection, checking);
  const { message } = parsed;
  const { grant, request } = facts;
  const { receivedAt } = request;
  const unproven = findUnprovenUser(message, { grant, receivedAt, findTokenSecret: facts.findTokenSecret });
  if (unproven !== undefined) return refuse(raw, { code: 'unverified_user', message: unproven }, checking);
  const agent = message.userAgent ?? request.userAgent;
  const sender = agent === undefined ? facts.sender : facts.readSender(agent);
  if (sender !== undefined) completeContext(message.context, sender);
  const imported = request.route === 'import';
  const received: ReceivedMessage = {
    message,
    messageId: message.messageId ?? makeMessageId({ message, imported, receivedAt }),
    receivedAt,
    trusted: grant.kind === 'secret',
    provesUsers: grant.requireUserToken,
    imported,
    isBot: sender?.isBot ?? false,
    keyId: grant.keyId,
    raw,
    sent,
  };
  return { received };
}

/** What the client says of itself wins over what its user agent tells. */
function completeContext(context: MessageContext, { device, browser, os }: Sender): void {
  if (device !== undefined) context.device ??= device;
  if (browser !== undefined) context.browser ??= browser;
  if (os !== undefined) context.os ??= os;
}

function refuse(
  raw: unknown,
  { code, message }: { code: string; message: string },
  { facts, sent }: Checking,
): AppendItem {
  const { receivedAt } = facts.request;
  const { keyId } = facts.grant;
  const refused: RefusedMessage = { code, reason: message, receivedAt, keyId, raw, sent };
  const messageId = readMessageId(raw);
  if (messageId !== undefined) refused.messageId = messageId;
  return { refused };
}

/** The id of a message that was refused, by the rules that accepted ones are read by. */
function readMessageId(raw: unknown): string | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { messageId } = raw as { messageId?: unknown };
  const id = Number.isSafeInteger(messageId) ? String(messageId) : messageId;
  return typeof id === 'string' && id !== '' && id.length <= LONGEST_ID ? id : undefined;
}

function toParseOptions({ type, context, sentAt }: Envelope): ParseMessageOptions {
  return {
    ...(type !== undefined && { type }),
    ...(context !== undefined && { context }),
    ...(sentAt !== undefined && { sentAt }),
  };
}
