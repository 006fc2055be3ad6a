import type { OpenProject } from '../../project/open-project.ts';
import type { ModelVersion } from '../../storage/project-storage.ts';
import type { Notice } from '../notice.ts';
import type { Place } from '../parts/page-frame.tsx';

/** One request for a page of a project. */
export interface PageRequest {
  opened: OpenProject;
  /** Projects that the session may see. */
  projectIds: readonly string[];
  /** Milliseconds since 1970 UTC. */
  nowMs: number;
  /** Where the browser reaches the collector. */
  collectorUrl: string;
  query: URLSearchParams;
  notice?: Notice | undefined;
}

/** Where in the dashboard a requested page stands. */
export function toPlace({ opened, projectIds, notice }: PageRequest, section: Place['section']): Place {
  return { projectId: opened.project.projectId, projectIds, section, notice };
}

/** The project's main model. Every project has one from the start. */
export async function getMainModel({ opened: { reader, project } }: PageRequest): Promise<ModelVersion> {
  const model = await reader.findModel();
  if (!model) throw new Error(`project ${project.projectId} has no published main model`);
  return model;
}
