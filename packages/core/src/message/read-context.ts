import { isObject } from '../is-object.ts';
import { MESSAGE_LIMITS } from './limits.ts';
import type { JsonObject, MessageContext } from './message.ts';
import { readId } from './read-id.ts';
import { type JsonWalk, readJsonObject } from './read-json.ts';
import { Refusal } from './refusal.ts';
import { toStorableText } from './storable-text.ts';
import { hostOfUrl, pathOfUrl } from './url-parts.ts';

/** Looks a key up in a message's own context, else in its batch's. */
export type ContextLookup = (key: string) => unknown;

type TextKey = Exclude<keyof MessageContext, 'campaign'>;

/**
 * What is kept of a context in Segment's shape. What has an unexpected type is left out: clients fill the context by
 * themselves, and no customer should lose an event over it.
 *
 * @param page where a page message without `context.page` keeps its path, title and referrer: its properties.
 * @throws Refusal `too_large` for a kept text past the limit, `invalid_id` for a groupId that is none.
 */
export function readContext(lookup: ContextLookup, walk: JsonWalk, page?: JsonObject): MessageContext {
  const context: MessageContext = {};
  readPage(context, lookup('page') ?? page);
  readCampaign(context, lookup('campaign'), walk);
  set(context, 'sessionId', lookup('sessionId'));
  set(context, 'device', part(lookup('device'), 'type'));
  set(context, 'browser', part(lookup('browser'), 'name'));
  set(context, 'os', part(lookup('os'), 'name'));
  set(context, 'locale', lookup('locale'));
  set(context, 'timeZone', lookup('timezone'));
  set(context, 'library', part(lookup('library'), 'name'));
  set(context, 'libraryVersion', part(lookup('library'), 'version', null));
  const groupId = readId(lookup('groupId'), 'context.groupId');
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

function set(context: MessageContext, key: TextKey, value: unknown): void {
  const text = readContextText(value, key);
  if (text !== undefined) context[key] = text;
}

function part(value: unknown, key: string, otherwise: unknown = value): unknown {
  return isObject(value) ? value[key] : otherwise;
}

function readPage(context: MessageContext, page: unknown): void {
  if (!isObject(page)) return;
  const { path, url, title, referrer } = page;
  set(context, 'path', path || (typeof url === 'string' ? pathOfUrl(url) : undefined));
  set(context, 'title', title);
  set(context, 'referrer', typeof referrer === 'string' ? hostOfUrl(referrer) : undefined);
}

function readCampaign(context: MessageContext, value: unknown, walk: JsonWalk): void {
  if (!isObject(value)) return;
  const texts = Object.entries(value).filter(([, text]) => typeof text === 'string' && text !== '');
  if (texts.length === 0) return;
  const campaign = readJsonObject(Object.fromEntries(texts), 'context.campaign', 'invalid_context', walk);
  if (Object.keys(campaign).length > 0) context.campaign = campaign;
}
