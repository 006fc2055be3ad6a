import { createAccountScoring } from '../scoring/accounts/create-account-scoring.ts';
import { createScoring } from '../scoring/create-scoring.ts';
import type { Project } from '../storage/control-storage.ts';
import type { ProjectReader } from '../storage/project-storage.ts';
import { createDayClock } from '../time/day-clock.ts';
import type { OpenProject, OpenProjects } from './open-project.ts';

export interface OpenProjectsDeps {
  /** Makes or migrates the project's file, so that it can be read. */
  prepare(projectId: string): Promise<void>;
  openReader(projectId: string): ProjectReader;
  /** Brings the project's score rows up to date. */
  settleScores(projectId: string): Promise<void>;
  /** Milliseconds since 1970 UTC. */
  now(): number;
}

/** Projects for reading, each opened when it is first asked for; what failed to open is tried again next time. */
export function createOpenProjects(deps: OpenProjectsDeps): OpenProjects {
  const { prepare, openReader, settleScores, now } = deps;
  const opened = new Map<string, Promise<OpenProject>>();

  async function openProject(project: Project): Promise<OpenProject> {
    await prepare(project.projectId);
    const reader = openReader(project.projectId);
    const settle = () => settleScores(project.projectId);
    const scoring = createScoring({ reader, settle, dayOf: createDayClock(project.timeZone), now });
    const accountScoring = createAccountScoring({ reader, scoring, now });
    return { project, reader, scoring, accountScoring, now };
  }

  return {
    open(project) {
      const known = opened.get(project.projectId);
      if (known !== undefined) return known;
      const opening = openProject(project);
      opened.set(project.projectId, opening);
      opening.catch(() => opened.delete(project.projectId));
      return opening;
    },
    async close() {
      const settled = await Promise.allSettled(opened.values());
      opened.clear();
      for (const result of settled) if (result.status === 'fulfilled') await result.value.reader.close();
    },
  };
}
