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

/**
 * Quarantined messages with one of these ids anywhere in them, as a whole value, or in the reason. Reads all of the
 * quarantine, which has a bound.
 */
export function prepareRejectionsNaming(db: Database): (ids: ReadonlySet<string>) => NamingRejection[] {
  const all = db.prepare<[], Row>(`
    SELECT id, message_id AS messageId, code, reason, received_at AS receivedAt, raw, sent FROM rejected ORDER BY id`);
  return (ids) => {
    const found: NamingRejection[] = [];
    for (const { raw, sent, ...row } of all.iterate()) {
      const body = raw === null ? null : (JSON.parse(raw) as JsonValue);
      const isNamed =
        holds(body, ids) ||
        (sent !== null && holds(JSON.parse(sent) as JsonValue, ids)) ||
        [...ids].some((id) => row.reason.includes(JSON.stringify(id)));
      if (isNamed) found.push({ ...row, raw: body });
    }
    return found;
  };
}

function holds(value: JsonValue, ids: ReadonlySet<string>): boolean {
  // Its own stack: what is quarantined may be nested as deep as it likes.
  const rest: JsonValue[] = [value];
  for (let one = rest.pop(); one !== undefined; one = rest.pop()) {
    if (typeof one === 'string' || typeof one === 'number') {
      if (ids.has(String(one))) return true;
    } else if (typeof one === 'object' && one !== null) rest.push(...Object.values(one));
  }
  return false;
}
