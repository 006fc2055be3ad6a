import type { JsonValue } from '@ardent/core';
import type { Database } from 'better-sqlite3';

/** A quarantined message that names somebody. */
export interface NamingRejection {
  id: number;
  messageId: string | null;
  code: string;
  reason: string;
  receivedAt: number;
  raw: JsonValue;
}

interface Row extends Omit<NamingRejection, 'raw'> {
  raw: string | null;
  sent: string | null;
}

/** Whether a text is an id that is looked for. */
export type IsNamed = (text: string) => boolean;

/**
 * Quarantined messages with one of the ids anywhere in them, as a whole value, or quoted in the reason. Reads all of the
 * quarantine, which has a bound.
 */
export function prepareRejectionsNaming(db: Database): (isNamed: IsNamed) => NamingRejection[] {
  const all = db.prepare<[], Row>(`
    SELECT id, message_id AS messageId, code, reason, received_at AS receivedAt, raw, sent FROM rejected ORDER BY id`);
  return (isNamed) => {
    const found: NamingRejection[] = [];
    for (const { raw, sent, ...row } of all.iterate()) {
      const body = raw === null ? null : (JSON.parse(raw) as JsonValue);
      const isFound =
        holds(body, isNamed) ||
        (sent !== null && holds(JSON.parse(sent) as JsonValue, isNamed)) ||
        quotedIn(row.reason).some(isNamed);
      if (isFound) found.push({ ...row, raw: body });
    }
    return found;
  };
}

function holds(value: JsonValue, isNamed: IsNamed): boolean {
  // Its own stack: what is quarantined may be nested as deep as it likes.
  const rest: JsonValue[] = [value];
  for (let one = rest.pop(); one !== undefined; one = rest.pop()) {
    if (typeof one === 'string' || typeof one === 'number') {
      if (isNamed(String(one))) return true;
    } else if (typeof one === 'object' && one !== null) rest.push(...Object.values(one));
  }
  return false;
}

/** Every JSON text that begins at some quotation mark: what is quoted may hold such marks itself. */
function quotedIn(reason: string): string[] {
  return Array.from(reason.matchAll(/(?=("(?:[^"\\]|\\.)*"))/g), ([, text = '']) => unquote(text));
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return '';
  }
}
