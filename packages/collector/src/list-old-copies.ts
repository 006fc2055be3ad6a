import { readdirSync } from 'node:fs';
import { basename, relative } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import { toProjectPath } from './sqlite/project/project-path.ts';

/**
 * Files of a data folder that hold a project as it was once, as paths within it: copies made before a migration, what
 * a restore put aside, backups that somebody keeps there. Whoever is erased may still be in them.
 */
export function listOldCopies({ path, projectsPath }: DataFolder, projectId: string): string[] {
  const live = relative(path, toProjectPath(projectsPath, projectId));
  const inUse = new Set([live, `${live}-wal`, `${live}-shm`]);
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => basename(file).startsWith(`${projectId}.db`) && !inUse.has(file))
    .sort();
}
