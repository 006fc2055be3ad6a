import type { JsonObject, Message, MessageContext, MessageType } from '@ardent/core';
import type { ReceivedMessage } from '../../storage/project-storage.ts';
import { packFields, unpackFields } from './packed-fields.ts';

/** Message types by their number in the event table. */
export const MESSAGE_TYPES: readonly MessageType[] = [
  'track',
  'identify',
  'group',
  'page',
  'screen',
  'alias',
];

const EVENT_TYPES = ['track', 'page', 'screen'] as const;

/** Bits of an event row's flags. */
export const EVENT_FLAGS = {
  passive: 1,
  bot: 2,
  optedOut: 4,
  optedIn: 8,
  trusted: 16,
  imported: 32,
} as const;

/** SQL that holds for rows of `event` that show a person active: events, of no bot, and not passive. */
export const IS_ACTIVITY: string = `(type IN (${EVENT_TYPES.map((type) => MESSAGE_TYPES.indexOf(type)).join(', ')})
  AND flags & ${EVENT_FLAGS.passive | EVENT_FLAGS.bot} = 0)`;

export function toFlags({ message, isBot, trusted, imported }: ReceivedMessage, isPassive: boolean): number {
  const optOut = message.type === 'identify' ? message.optOut : undefined;
  return (
    (isPassive ? EVENT_FLAGS.passive : 0) |
    (isBot ? EVENT_FLAGS.bot : 0) |
    (optOut === true ? EVENT_FLAGS.optedOut : 0) |
    (optOut === false ? EVENT_FLAGS.optedIn : 0) |
    (trusted ? EVENT_FLAGS.trusted : 0) |
    (imported ? EVENT_FLAGS.imported : 0)
  );
}

/** Properties or traits as JSON; null for none. */
export function toBody(message: Message): string | null {
  const isTraits = message.type === 'identify' || message.type === 'group';
  const text = JSON.stringify(isTraits ? message.traits : message.properties);
  return text === '{}' ? null : text;
}

/** What of the context differs from message to message; null for nothing. */
export function toStoredContext(context: MessageContext): string | null {
  const { path, title, sessionId, referrer, campaign, groupId } = context;
  return packFields([path, title, sessionId, referrer, campaign && JSON.stringify(campaign), groupId]);
}

/** What of the context is the same for all messages of a browser or server; null for nothing. */
export function toStoredClient(context: MessageContext): string | null {
  const { device, browser, os, locale, timeZone, library, libraryVersion } = context;
  return packFields([device, browser, os, locale, timeZone, library, libraryVersion]);
}

/**
 * The account that a group message names; null for none. No id of a person: those stand where erasing them leaves none,
 * and in a shared browser's message another person's would stay.
 */
export function toStoredIds({ type, groupId }: Message): string | null {
  return type === 'group' && groupId !== undefined ? JSON.stringify({ groupId }) : null;
}

/** The inverse of `toStoredContext` and `toStoredClient`. */
export function parseContext(stored: string | null, client: string | null): MessageContext {
  const context: MessageContext = {};
  const [device, browser, os, locale, timeZone, library, libraryVersion] = unpackFields(client);
  if (device !== undefined) context.device = device;
  if (browser !== undefined) context.browser = browser;
  if (os !== undefined) context.os = os;
  if (locale !== undefined) context.locale = locale;
  if (timeZone !== undefined) context.timeZone = timeZone;
  if (library !== undefined) context.library = library;
  if (libraryVersion !== undefined) context.libraryVersion = libraryVersion;
  const [path, title, sessionId, referrer, campaign, groupId] = unpackFields(stored);
  if (path !== undefined) context.path = path;
  if (title !== undefined) context.title = title;
  if (sessionId !== undefined) context.sessionId = sessionId;
  if (referrer !== undefined) context.referrer = referrer;
  if (campaign !== undefined) context.campaign = JSON.parse(campaign) as JsonObject;
  if (groupId !== undefined) context.groupId = groupId;
  return context;
}

/** The inverse of `toBody`. */
export function parseBody(body: string | null): JsonObject {
  return body === null ? {} : (JSON.parse(body) as JsonObject);
}
