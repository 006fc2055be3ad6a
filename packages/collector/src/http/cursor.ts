import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { Refusal } from './refusal.ts';

/**
 * A place in a list as clients carry it: opaque, and bound to the list it came from.
 *
 * @param list what the list was asked for: a cursor of another one is refused.
 */
export function encodeCursor(place: object | number, list: unknown): string {
  return Buffer.from(JSON.stringify([nameOf(list), place])).toString('base64url');
}

/** @throws Refusal 400 for a text that is no cursor of this list. */
export function decodeCursor<Place>(cursor: string, list: unknown, schema: z.ZodType<Place>): Place {
  const content = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'));
  const [name, place] = Array.isArray(content) ? content : [];
  const parsed = schema.safeParse(place);
  if (parsed.success && name === nameOf(list)) return parsed.data;
  throw new Refusal({
    status: 400,
    code: 'invalid_cursor',
    detail: 'cursor must be the nextCursor of a page of this very list, with the same filters and order.',
    remedy: 'Leave cursor out to start from the beginning.',
  });
}

function nameOf(list: unknown): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 12);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
