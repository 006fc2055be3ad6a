import type { Database } from 'better-sqlite3';
import type { ProjectAuditEntry } from '../../storage/project-storage.ts';

/** The latest changes inside a project, newest first: merges of known users, and published versions with their reasons. */
export function prepareListAudit(db: Database): (limit: number) => ProjectAuditEntry[] {
  const select = db.prepare<[number], ProjectAuditEntry>(`
    SELECT at, actor, action, subject, reason FROM (
      SELECT at, actor, action, subject, NULL AS reason, id FROM audit
      UNION ALL
      SELECT published_at, coalesce(published_by, author), 'model-published', model || ' v' || version, reason, version FROM model_version
      WHERE state = 'published'
    ) ORDER BY at DESC, id DESC LIMIT ?`);
  return (limit) => select.all(limit);
}
