import type { Database } from 'better-sqlite3';
import type { RefusedMessage } from '../../storage/project-storage.ts';
import { toMessageKey } from './message-key.ts';

/** Rejected messages with their reasons, to be looked at and replayed; the oldest go first past the bound. */
export interface Quarantine {
  add(refused: RefusedMessage): void;
  /** Gives one that was tried again its new reason. */
  keep(id: number, refused: RefusedMessage): void;
  /** Lets go of one that was stored after all. */
  remove(id: number): void;
  /** Drops the oldest past the bound; once a group. */
  trim(): void;
}

const KEPT = 10_000;
// Larger ones are kept by reason and size alone: as they are, they can't be replayed.
const LARGEST_RAW_BYTES = 65_536;

interface Row {
  key: Buffer | null;
  messageId: string | null;
  code: string;
  reason: string;
  receivedAt: number;
  keyId: string;
  sizeBytes: number | null;
  raw: string | null;
  sent: string | null;
}

export function createQuarantine(db: Database, kept: number = KEPT): Quarantine {
  const upsert = db.prepare<[Row]>(`
    INSERT INTO rejected (key, message_id, code, reason, received_at, key_id, size_bytes, raw, sent)
    VALUES (@key, @messageId, @code, @reason, @receivedAt, @keyId, @sizeBytes, @raw, @sent)
    ON CONFLICT (key) DO UPDATE SET code = @code, reason = @reason, received_at = @receivedAt, key_id = @keyId,
      size_bytes = @sizeBytes, raw = @raw, sent = @sent`);
  const update = db.prepare<[Pick<Row, 'key' | 'messageId' | 'code' | 'reason'> & { id: number }]>(`
    UPDATE OR REPLACE rejected SET key = @key, message_id = @messageId, code = @code, reason = @reason WHERE id = @id`);
  const remove = db.prepare<[number]>('DELETE FROM rejected WHERE id = ?');
  const trimCount = db.prepare<[number]>(
    'DELETE FROM rejected WHERE id <= (SELECT id FROM rejected ORDER BY id DESC LIMIT 1 OFFSET ?)',
  );
  let hasGrown = false;
  return {
    add(refused) {
      upsert.run(toRow(refused));
      hasGrown = true;
    },
    keep(id, { messageId, code, reason }) {
      const key = messageId === undefined ? null : toMessageKey(messageId).key;
      update.run({ id, key, messageId: messageId ?? null, code, reason });
    },
    remove(id) {
      remove.run(id);
    },
    trim() {
      if (!hasGrown) return;
      trimCount.run(kept);
      hasGrown = false;
    },
  };
}

function toRow({ messageId, code, reason, receivedAt, keyId, raw, sent }: RefusedMessage): Row {
  const text = toText(raw);
  const sizeBytes = text === null ? null : Buffer.byteLength(text);
  return {
    key: messageId === undefined ? null : toMessageKey(messageId).key,
    messageId: messageId ?? null,
    code,
    reason,
    receivedAt,
    keyId,
    sizeBytes,
    raw: sizeBytes !== null && sizeBytes <= LARGEST_RAW_BYTES ? text : null,
    sent: sent === undefined ? null : toText(sent),
  };
}

// JSON.stringify overflows the stack on what is nested some thousand levels deep, which JSON.parse takes.
function toText(raw: unknown): string | null {
  try {
    return JSON.stringify(raw) ?? null;
  } catch {
    return null;
  }
}
