import type { Database } from 'better-sqlite3';
import type { Project } from '../../storage/control-storage.ts';

/** A row of `project`. */
export interface ProjectRow {
  project_id: string;
  time_zone: string;
  created_at: number;
}

export interface ProjectRows {
  list(): Project[];
  find(projectId: string): Project | undefined;
  add(project: Project): void;
  setTimeZone(projectId: string, timeZone: string): void;
}

export function toProject(row: ProjectRow): Project {
  return { projectId: row.project_id, timeZone: row.time_zone, createdAt: row.created_at };
}

export function prepareProjectRows(database: Database): ProjectRows {
  const list = database.prepare<[], ProjectRow>('SELECT * FROM project ORDER BY created_at, project_id');
  const find = database.prepare<[string], ProjectRow>('SELECT * FROM project WHERE project_id = ?');
  const add = database.prepare('INSERT INTO project (project_id, time_zone, created_at) VALUES (?, ?, ?)');
  const setTimeZone = database.prepare('UPDATE project SET time_zone = ? WHERE project_id = ?');
  return {
    list: () => list.all().map(toProject),
    find: (projectId) => {
      const row = find.get(projectId);
      return row === undefined ? undefined : toProject(row);
    },
    add: (project) => void add.run(project.projectId, project.timeZone, project.createdAt),
    setTimeZone: (projectId, timeZone) => void setTimeZone.run(timeZone, projectId),
  };
}
