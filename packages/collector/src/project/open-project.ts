import type { AccountScoring } from '../scoring/accounts/create-account-scoring.ts';
import type { Scoring } from '../scoring/create-scoring.ts';
import type { Project } from '../storage/control-storage.ts';
import type { ProjectReader } from '../storage/project-storage.ts';

/** A project with what reads it. */
export interface OpenProject {
  project: Project;
  reader: ProjectReader;
  scoring: Scoring;
  accountScoring: AccountScoring;
  /** Milliseconds since 1970 UTC. */
  now(): number;
}

/** Opens each project once, when it is first asked for. */
export interface OpenProjects {
  /** @throws CollectorError if the project's file can't be opened. */
  open(project: Project): Promise<OpenProject>;
  close(): Promise<void>;
}
