import { createHash, randomUUID } from 'node:crypto';
import type { JsonValue } from '@ardent/core';
import type { ReceivedMessage } from '../storage/project-storage.ts';

/**
 * A messageId for a message that came without one. An imported message gets it from its content, so that importing a
 * file again adds nothing; any other a new UUIDv7, so that sending it again is not safe.
 */
export function makeMessageId({
  message,
  imported,
  receivedAt,
}: Pick<ReceivedMessage, 'message' | 'imported' | 'receivedAt'>): string {
  if (!imported) return createUuid(receivedAt);
  const { sentAt: _, ...content } = message;
  return `import-${createHash('sha256')
    .update(toCanonicalText(content as unknown as JsonValue))
    .digest('hex')}`;
}

/** A UUID of version 7 (RFC 9562). */
function createUuid(timeMs: number): string {
  const time = timeMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** JSON with sorted keys: equal for equal values, whatever the order they were written in. */
function toCanonicalText(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.keys(value)
    .sort()
    .filter((key) => value[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${toCanonicalText(value[key])}`);
  return `{${fields.join(',')}}`;
}
