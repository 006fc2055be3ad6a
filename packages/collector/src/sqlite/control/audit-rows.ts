import type { Database } from 'better-sqlite3';
import type { AuditEntry } from '../../storage/control-storage.ts';

export interface AuditRows {
  add(entry: AuditEntry): void;
  /** Newest first; of one project with what touches all of them, or of all. */
  latest(limit: number, projectId?: string): AuditEntry[];
}

export function prepareAuditRows(database: Database): AuditRows {
  const add = database.prepare<[AuditEntry]>(`
    INSERT INTO audit (at, actor, action, subject, project_id) VALUES (@at, @actor, @action, @subject, @projectId)`);
  const latest = database.prepare<[{ limit: number; projectId: string | null }], AuditEntry>(`
    SELECT at, actor, action, subject, project_id AS projectId FROM audit
    WHERE @projectId IS NULL OR project_id IS NULL OR project_id = @projectId ORDER BY id DESC LIMIT @limit`);
  return {
    add: (entry) => void add.run(entry),
    latest: (limit, projectId) => latest.all({ limit, projectId: projectId ?? null }),
  };
}
