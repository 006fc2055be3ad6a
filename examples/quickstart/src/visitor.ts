import { createHash, randomBytes } from 'node:crypto';

const VISITOR_ID = /^[0-9a-f]{32}$/;

/** A browser's id, which nobody else can guess: 128 random bits. */
export function createVisitorId(): string {
  return randomBytes(16).toString('hex');
}

/** Whether a cookie holds a visitor id. */
export function isVisitorId(text: string | undefined): text is string {
  return text !== undefined && VISITOR_ID.test(text);
}

/** The user id of a person in one browser. Made by a hash, because it is public and the visitor id must stay secret. */
export function toUserId(visitorId: string, personKey: string): string {
  const hash = createHash('sha256').update(`${visitorId}:${personKey}`).digest('hex');
  return `${personKey}-${hash.slice(0, 12)}`;
}
