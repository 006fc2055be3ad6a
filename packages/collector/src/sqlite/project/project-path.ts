import { join } from 'node:path';
import { CollectorError } from '../../collector-error.ts';

const PROJECT_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/**
 * Where a project's file lies.
 *
 * @param projectsDir the folder of all projects' files.
 * @throws CollectorError `invalid_project_id` for what could not be a file's name everywhere.
 */
export function toProjectPath(projectsDir: string, projectId: string): string {
  if (!PROJECT_ID.test(projectId)) {
    throw new CollectorError({
      code: 'invalid_project_id',
      message: `projectId must be 1 to 64 letters, digits, - or _, got ${JSON.stringify(projectId)}`,
      hint: 'name the project with letters and digits alone',
    });
  }
  return join(projectsDir, `${projectId}.db`);
}
