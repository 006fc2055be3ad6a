import type { AuditEntry } from '../storage/control-storage.ts';
import type { ProjectAuditEntry } from '../storage/project-storage.ts';

/** The latest of what control data and a project say of changes, newest first. */
export function mergeAudit(
  ofControl: readonly AuditEntry[],
  ofProject: readonly ProjectAuditEntry[],
  limit: number,
): ProjectAuditEntry[] {
  const changes = ofControl.map(({ projectId: _, ...entry }) => ({ ...entry, reason: null }));
  return [...changes, ...ofProject].sort((a, b) => b.at - a.at).slice(0, limit);
}
