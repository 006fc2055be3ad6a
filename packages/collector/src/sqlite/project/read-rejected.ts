import type { JsonObject } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { RejectedFilter, RejectedMessage, RejectedPage } from '../../storage/project-storage.ts';

/** Reads of the quarantine. */
export interface RejectedReads {
  list(filter: RejectedFilter, page: RejectedPage): RejectedMessage[];
  count(filter: RejectedFilter): { code: string; count: number }[];
}

interface RejectedRow {
  id: number;
  message_id: string | null;
  code: string;
  reason: string;
  received_at: number;
  key_id: string;
  size_bytes: number | null;
  raw: string | null;
  sent: string | null;
}

/** Absent conditions are null. */
interface Conditions {
  code: string | null;
  keyId: string | null;
  since: number | null;
  ids: string | null;
}

const FILTER = `
  (@code IS NULL OR code = @code) AND (@keyId IS NULL OR key_id = @keyId)
  AND (@since IS NULL OR received_at >= @since)
  AND (@ids IS NULL OR id IN (SELECT value FROM json_each(@ids)))`;

export function prepareRejectedReads(db: Database): RejectedReads {
  const newest = db.prepare<[Conditions & { before: number; limit: number }], RejectedRow>(
    `SELECT * FROM rejected WHERE id < @before AND ${FILTER} ORDER BY id DESC LIMIT @limit`,
  );
  const oldest = db.prepare<[Conditions & { after: number; limit: number }], RejectedRow>(
    `SELECT * FROM rejected WHERE id > @after AND ${FILTER} ORDER BY id LIMIT @limit`,
  );
  const counts = db.prepare<[Conditions], { code: string; count: number }>(`
    SELECT code, count(*) AS count FROM rejected WHERE ${FILTER} GROUP BY code ORDER BY count DESC, code`);
  return {
    list(filter, page) {
      const { limit } = page;
      const conditions = toConditions(filter);
      const rows =
        'after' in page
          ? oldest.all({ ...conditions, limit, after: page.after })
          : newest.all({ ...conditions, limit, before: page.before ?? Number.MAX_SAFE_INTEGER });
      return rows.map(toRejected);
    },
    count: (filter) => counts.all(toConditions(filter)),
  };
}

function toConditions({ code, keyId, since, ids }: RejectedFilter): Conditions {
  return {
    code: code ?? null,
    keyId: keyId ?? null,
    since: since ?? null,
    ids: ids === undefined ? null : JSON.stringify(ids),
  };
}

function toRejected({ raw, sent, ...row }: RejectedRow): RejectedMessage {
  return {
    id: row.id,
    messageId: row.message_id,
    code: row.code,
    reason: row.reason,
    receivedAt: row.received_at,
    keyId: row.key_id,
    sizeBytes: row.size_bytes,
    raw: raw === null ? undefined : JSON.parse(raw),
    sent: sent === null ? {} : (JSON.parse(sent) as JsonObject),
  };
}
