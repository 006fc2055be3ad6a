import type { Database } from 'better-sqlite3';
import type { AuditEntry } from '../../storage/control-storage.ts';

export interface AuditRows {
  add(action: AuditEntry['action'], subject: string, change: { actor: string; at: number }): void;
  latest(limit: number): AuditEntry[];
}

export function prepareAuditRows(database: Database): AuditRows {
  const add = database.prepare('INSERT INTO audit (at, actor, action, subject) VALUES (?, ?, ?, ?)');
  const latest = database.prepare<[number], AuditEntry>(
    'SELECT at, actor, action, subject FROM audit ORDER BY id DESC LIMIT ?',
  );
  return {
    add: (action, subject, { actor, at }) => void add.run(at, actor, action, subject),
    latest: (limit) => latest.all(limit),
  };
}
