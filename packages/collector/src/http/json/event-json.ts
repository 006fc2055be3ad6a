import type { DayString, JsonObject, MessageContext, MessageType } from '@ardent/core';
import { z } from '@hono/zod-openapi';
import type { StoredEvent } from '../../storage/project-storage.ts';
import { jsonObject } from './json-object.ts';

/** A stored message of a profile's timeline. */
export interface EventJson {
  messageId: string;
  type: MessageType;
  event: string | null;
  timestamp: string;
  day: DayString;
  properties: JsonObject;
  traits: JsonObject;
  context: MessageContext;
  isPassive: boolean;
  isBot: boolean;
}

export const eventSchema: z.ZodType<EventJson> = z
  .object({
    messageId: z.string(),
    type: z.enum(['track', 'identify', 'group', 'page', 'screen', 'alias']),
    event: z.string().nullable().openapi({ description: 'Null where the message is no event.' }),
    timestamp: z.iso.datetime().openapi({ description: "Corrected for the client's clock." }),
    day: z.iso.date(),
    properties: jsonObject,
    traits: jsonObject.openapi({ description: 'Of an identify or group.' }),
    context: jsonObject as z.ZodType<MessageContext>,
    isPassive: z.boolean().openapi({ description: 'The person did nothing: it makes no day active.' }),
    isBot: z.boolean().openapi({ description: 'Stored, and counted nowhere.' }),
  })
  .openapi('Event');

/** A stored message as the API tells it. */
export function toEventJson(event: StoredEvent): EventJson {
  const { messageId, type, day, properties, traits, context, isPassive, isBot } = event;
  const timestamp = new Date(event.timestamp).toISOString();
  return {
    messageId,
    type,
    event: event.event,
    timestamp,
    day,
    properties,
    traits,
    context,
    isPassive,
    isBot,
  };
}
