import { isObject } from '../is-object.ts';
import { MESSAGE_LIMITS } from './limits.ts';
import type { JsonObject, MessageContext } from './message.ts';
import { readId } from './read-id.ts';
import { type JsonWalk, readJsonObject } from './read-json.ts';
import { Refusal } from './refusal.ts';
import { toStorableText } from './storable-text.ts';
import { hostOfUrl, pathOfUrl } from './url-parts.ts';

/** What is looked at of a context in Segment's shape; anything may stand there. */
export interface WireContext {
  readonly page?: unknown;
  readonly campaign?: unknown;
  readonly sessionId?: unknown;
  readonly device?: unknown;
  readonly browser?: unknown;
  readonly os?: unknown;
  readonly locale?: unknown;
  readonly timezone?: unknown;
  readonly library?: unknown;
  readonly groupId?: unknown;
  readonly traits?: unknown;
  readonly optOut?: unknown;
  readonly dropped?: unknown;
  readonly userToken?: unknown;
  readonly userAgent?: unknown;
}

/**
 * What is kept of a context in Segment's shape. What has an unexpected type is left out: clients fill the context by
 * themselves, and no customer should lose an event over it.
 *
 * @param page where a page message without `context.page` keeps its path, title and referrer: its properties.
 * @throws Refusal `too_large` for a kept text past the limit, `invalid_id` for a groupId that is none.
 */
export function readContext(wire: WireContext, walk: JsonWalk, page?: JsonObject): MessageContext {
  const context: MessageContext = {};
  readPage(context, wire.page ?? page);
  readCampaign(context, wire.campaign, walk);
  readClient(context, wire);
  const sessionId = readContextText(wire.sessionId, 'sessionId');
  const groupId = readId(wire.groupId, 'context.groupId');
  if (sessionId !== undefined) context.sessionId = sessionId;
  if (groupId !== undefined) context.groupId = groupId;
  return context;
}

/** A non-empty text, made storable, or undefined; numbers become texts. @throws Refusal `too_large` */
export function readContextText(value: unknown, field: string): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string' || value === '') return undefined;
  if (value.length > MESSAGE_LIMITS.stringLength) {
    const most = `must have at most ${MESSAGE_LIMITS.stringLength} characters, got ${value.length}`;
    throw new Refusal('too_large', `context.${field} ${most}: shorten it`);
  }
  return toStorableText(value);
}

// Here and below each field by its own name: fields by computed names take several times as long.
function readClient(context: MessageContext, wire: WireContext): void {
  const device = readContextText(part(wire.device).type, 'device');
  const browser = readContextText(part(wire.browser).name, 'browser');
  const os = readContextText(part(wire.os).name, 'os');
  const locale = readContextText(wire.locale, 'locale');
  const timeZone = readContextText(wire.timezone, 'timeZone');
  const { name, version } = part(wire.library);
  const library = readContextText(name, 'library');
  const libraryVersion = readContextText(version, 'libraryVersion');
  if (device !== undefined) context.device = device;
  if (browser !== undefined) context.browser = browser;
  if (os !== undefined) context.os = os;
  if (locale !== undefined) context.locale = locale;
  if (timeZone !== undefined) context.timeZone = timeZone;
  if (library !== undefined) context.library = library;
  if (libraryVersion !== undefined) context.libraryVersion = libraryVersion;
}

interface Part {
  readonly type?: unknown;
  readonly name?: unknown;
  readonly version?: unknown;
}

/** A part of the context; a plain value is its type or name. */
function part(value: unknown): Part {
  return isObject(value) ? value : { type: value, name: value };
}

interface WirePage {
  readonly path?: unknown;
  readonly url?: unknown;
  readonly title?: unknown;
  readonly referrer?: unknown;
}

function readPage(context: MessageContext, page: unknown): void {
  if (!isObject(page)) return;
  const wire: WirePage = page;
  const { url, referrer: from } = wire;
  const path = readContextText(wire.path || (typeof url === 'string' ? pathOfUrl(url) : undefined), 'path');
  const title = readContextText(wire.title, 'title');
  const referrer = readContextText(typeof from === 'string' ? hostOfUrl(from) : undefined, 'referrer');
  if (path !== undefined) context.path = path;
  if (title !== undefined) context.title = title;
  if (referrer !== undefined) context.referrer = referrer;
}

function readCampaign(context: MessageContext, value: unknown, walk: JsonWalk): void {
  if (!isObject(value)) return;
  const texts = Object.entries(value).filter(([, text]) => typeof text === 'string' && text !== '');
  if (texts.length === 0) return;
  const campaign = readJsonObject(Object.fromEntries(texts), 'context.campaign', 'invalid_context', walk);
  if (Object.keys(campaign).length > 0) context.campaign = campaign;
}
