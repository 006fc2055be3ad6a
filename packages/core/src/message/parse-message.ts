import { isObject } from '../is-object.ts';
import { showValue } from '../show-value.ts';
import type { JsonObject, Message, MessageType, Rejection, WireMessage } from './message.ts';
import { readContext, readContextText, type WireContext } from './read-context.ts';
import { readEventName } from './read-event-name.ts';
import { readId } from './read-id.ts';
import { type JsonWalk, readJsonObject } from './read-json.ts';
import { readTime } from './read-time.ts';
import { Refusal } from './refusal.ts';

/** What the request around a message says, for where the message itself says nothing. */
export interface ParseMessageOptions {
  /** The route's type. */
  type?: MessageType;
  /** The batch's `sentAt`, in milliseconds since 1970 UTC. */
  sentAt?: number;
  /** The batch's context; the message's own wins, by its top-level keys. */
  context?: JsonObject;
}

export type ParsedMessage = { ok: true; message: Message } | { ok: false; rejection: Rejection };

type Wire = { readonly [field in keyof WireMessage]?: unknown };

/** The event name that a page message gets. */
export const PAGE_VIEWED = 'Page Viewed';
/** The event name that a screen message gets. */
export const SCREEN_VIEWED = 'Screen Viewed';

const TYPES: ReadonlySet<unknown> = new Set<MessageType>([
  'track',
  'identify',
  'group',
  'page',
  'screen',
  'alias',
]);

/**
 * A checked message from what a client put on the wire (parsed JSON, in Segment's shape), or why it is refused.
 * Never throws, never changes its input; the result may share objects with it.
 */
export function parseMessage(value: unknown, options: ParseMessageOptions = {}): ParsedMessage {
  try {
    return { ok: true, message: readMessage(value, options) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, rejection: { code: error.code, message: error.message } };
  }
}

function readMessage(value: unknown, options: ParseMessageOptions): Message {
  if (!isObject(value)) {
    throw new Refusal(
      'invalid_message',
      `a message must be an object, got ${showValue(value)}: send {"type": "track", …}`,
    );
  }
  const wire: Wire = value;
  const type = readType(wire.type, options.type);
  const context = toWireContext(wire.context, options.context);
  const walk: JsonWalk = { keys: 0, path: [] };
  const message: Message = { type, properties: {}, traits: {}, context: {}, nonInteraction: false };
  readIds(wire, message);
  readTimes(wire, message, options.sentAt);
  if (type === 'identify' || type === 'group') message.traits = readTraits(wire, type, context, walk);
  else if (type !== 'alias') readEvent(wire, message, walk);
  message.context = readContext(context, walk, type === 'page' ? message.properties : undefined);
  readSender(context, message);
  return message;
}

function readType(own: unknown, fallback: MessageType | undefined): MessageType {
  const type = isGiven(own) ? own : fallback;
  if (TYPES.has(type)) return type as MessageType;
  throw new Refusal(
    'invalid_type',
    `type must be one of ${[...TYPES].join(', ')}, got ${showValue(type)}: name the kind of message`,
  );
}

function toWireContext(own: unknown, batch: JsonObject = {}): WireContext {
  if (own === undefined || own === null) return batch;
  if (!isObject(own)) {
    throw new Refusal(
      'invalid_context',
      `context must be an object, got ${showValue(own)}: send {"page": {…}, …}`,
    );
  }
  const given = Object.keys(batch).length === 0 ? own : { ...batch, ...withoutNulls(own) };
  return given as WireContext;
}

function withoutNulls(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

function readIds(wire: Wire, message: Message): void {
  // Each by its own name: a loop over names takes several times as long.
  const messageId = readId(wire.messageId, 'messageId');
  const userId = readId(wire.userId, 'userId');
  const anonymousId = readId(wire.anonymousId, 'anonymousId');
  const previousId = readId(wire.previousId, 'previousId');
  const groupId = readId(wire.groupId, 'groupId');
  if (messageId !== undefined) message.messageId = messageId;
  if (userId !== undefined) message.userId = userId;
  if (anonymousId !== undefined) message.anonymousId = anonymousId;
  if (previousId !== undefined) message.previousId = previousId;
  if (groupId !== undefined) message.groupId = groupId;
  checkIds(message);
}

function checkIds(message: Message): void {
  const { type } = message;
  if (message.userId === undefined && message.anonymousId === undefined) {
    throw new Refusal('missing_id', 'userId or anonymousId must be given, got neither: send one of them');
  }
  if (type === 'group' && message.groupId === undefined) {
    throw new Refusal(
      'missing_group_id',
      'groupId must be given with a group, got nothing: send the id of the account',
    );
  }
  if (type === 'alias' && message.previousId === undefined) {
    throw new Refusal(
      'missing_previous_id',
      'previousId must be given with an alias, got nothing: send the id used so far',
    );
  }
}

function readTimes(wire: Wire, message: Message, batchSentAt: number | undefined): void {
  const timestamp =
    readTime(wire.timestamp, 'timestamp') ?? readTime(wire.originalTimestamp, 'originalTimestamp');
  if (timestamp !== undefined) message.timestamp = timestamp;
  const sentAt = readTime(wire.sentAt, 'sentAt') ?? batchSentAt;
  if (sentAt !== undefined) message.sentAt = sentAt;
}

// Some clients put an identify's traits into its context, some into both places.
function readTraits(wire: Wire, type: MessageType, context: WireContext, walk: JsonWalk): JsonObject {
  const traits = readJsonObject(wire.traits, 'traits', 'invalid_traits', walk);
  const more = type === 'identify' ? context.traits : undefined;
  if (more === undefined || more === null) return traits;
  return { ...readJsonObject(more, 'context.traits', 'invalid_traits', walk), ...traits };
}

function readEvent(wire: Wire, message: Message, walk: JsonWalk): void {
  const { type } = message;
  message.event =
    type === 'track' ? readEventName(wire.event) : type === 'page' ? PAGE_VIEWED : SCREEN_VIEWED;
  const properties = type === 'track' ? wire.properties : withName(wire);
  message.properties = readJsonObject(properties, 'properties', 'invalid_properties', walk);
  const { nonInteraction } = message.properties;
  message.nonInteraction = nonInteraction === true;
}

function withName({ properties, name, category }: Wire): unknown {
  if (properties !== undefined && properties !== null && !isObject(properties)) return properties;
  return { ...properties, ...(isGiven(name) && { name }), ...(isGiven(category) && { category }) };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function readSender(context: WireContext, message: Message): void {
  const { optOut, dropped } = context;
  if (typeof optOut === 'boolean') message.optOut = optOut;
  if (typeof dropped === 'number' && Number.isSafeInteger(dropped) && dropped >= 0) message.dropped = dropped;
  const userToken = readContextText(context.userToken, 'userToken');
  const userAgent = readContextText(context.userAgent, 'userAgent');
  if (userToken !== undefined) message.userToken = userToken;
  if (userAgent !== undefined) message.userAgent = userAgent;
}
