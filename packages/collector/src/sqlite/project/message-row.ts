import type { JsonObject, Message, MessageContext, MessageType } from '@ardent/core';
import { parseBody, parseContext, toBody, toStoredClient, toStoredContext } from './event-row.ts';

/** What an event row keeps of a message as text; null for nothing. */
export interface MessageTexts {
  body: string | null;
  context: string | null;
  client: string | null;
}

/**
 * A message as a flat list, with its properties or traits and its context as the texts that its event row keeps. Objects
 * cost four times as much to hand to another thread.
 */
export type MessageRow = [
  type: MessageType,
  messageId: string | undefined,
  userId: string | undefined,
  anonymousId: string | undefined,
  previousId: string | undefined,
  groupId: string | undefined,
  event: string | undefined,
  timestamp: number | undefined,
  sentAt: number | undefined,
  nonInteraction: boolean,
  optOut: boolean | undefined,
  dropped: number | undefined,
  body: string | null,
  context: string | null,
  client: string | null,
];

/** The row of a message. Its user token and user agent stay behind: they are for those who check it. */
export function toMessageRow(message: Message): MessageRow {
  const { body, context, client } = textsOf(message);
  return [
    message.type,
    message.messageId,
    message.userId,
    message.anonymousId,
    message.previousId,
    message.groupId,
    message.event,
    message.timestamp,
    message.sentAt,
    message.nonInteraction,
    message.optOut,
    message.dropped,
    body,
    context,
    client,
  ];
}

/** The inverse of `toMessageRow`. */
export function fromMessageRow(row: MessageRow): Message {
  return new RowMessage(row);
}

/** The texts of a message: as they came, or made from what it holds. */
export function textsOf(message: Message): MessageTexts {
  if (message instanceof RowMessage) return message.texts;
  const { context } = message;
  return { body: toBody(message), context: toStoredContext(context), client: toStoredClient(context) };
}

/** Reads its texts when somebody asks for what is in them, which few signals do. */
class RowMessage implements Message {
  readonly type: MessageType;
  readonly messageId: string | undefined;
  readonly userId: string | undefined;
  readonly anonymousId: string | undefined;
  readonly previousId: string | undefined;
  readonly groupId: string | undefined;
  readonly event: string | undefined;
  readonly timestamp: number | undefined;
  readonly sentAt: number | undefined;
  readonly nonInteraction: boolean;
  readonly optOut: boolean | undefined;
  readonly dropped: number | undefined;
  readonly texts: MessageTexts;
  #body: JsonObject | undefined;
  #context: MessageContext | undefined;

  constructor(row: MessageRow) {
    this.type = row[0];
    this.messageId = row[1];
    this.userId = row[2];
    this.anonymousId = row[3];
    this.previousId = row[4];
    this.groupId = row[5];
    this.event = row[6];
    this.timestamp = row[7];
    this.sentAt = row[8];
    this.nonInteraction = row[9];
    this.optOut = row[10];
    this.dropped = row[11];
    this.texts = { body: row[12], context: row[13], client: row[14] };
  }

  get properties(): JsonObject {
    return this.#isAboutSomebody() ? {} : this.#readBody();
  }

  get traits(): JsonObject {
    return this.#isAboutSomebody() ? this.#readBody() : {};
  }

  get context(): MessageContext {
    this.#context ??= parseContext(this.texts.context, this.texts.client);
    return this.#context;
  }

  #readBody(): JsonObject {
    this.#body ??= parseBody(this.texts.body);
    return this.#body;
  }

  #isAboutSomebody(): boolean {
    return this.type === 'identify' || this.type === 'group';
  }
}
