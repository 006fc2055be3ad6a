import type { Message } from '@ardent/core';
import { makeMessageId } from '../../src/ingest/make-message-id.ts';
import type { AppendItem, ReceivedMessage } from '../../src/storage/project-storage.ts';

/** Noon UTC of a Monday. */
export const NOON: number = Date.UTC(2026, 2, 2, 12);
export const HOUR_MS = 3_600_000;
export const DAY_MS: number = 24 * HOUR_MS;

export type Arrival = Partial<Omit<ReceivedMessage, 'message' | 'messageId'>>;

/** A message to append: a track of `Clicked` by user `u`, received at noon, unless told otherwise. */
export function item(fields: Partial<Message> = {}, arrival: Arrival = {}): AppendItem {
  const isEvent = ['track', 'page', 'screen'].includes(fields.type ?? 'track');
  const message: Message = {
    type: 'track',
    properties: {},
    traits: {},
    context: {},
    nonInteraction: false,
    ...(isEvent && { event: 'Clicked' }),
    ...(fields.userId === undefined && fields.anonymousId === undefined && { userId: 'u' }),
    ...fields,
  };
  const received = {
    message,
    receivedAt: NOON,
    trusted: false,
    imported: false,
    isBot: false,
    keyId: 'key-1',
    raw: fields,
    ...arrival,
  };
  return { received: withMessageId(received) };
}

/** With the message's own id, or one made for it. */
export function withMessageId(received: Omit<ReceivedMessage, 'messageId'>): ReceivedMessage {
  return { ...received, messageId: received.message.messageId ?? makeMessageId(received) };
}
