import type { DashboardDeps } from '../dashboard-deps.ts';
import type { SetupView } from '../pages/setup-page.tsx';
import { type PageRequest, toPlace } from './page-request.ts';

/** What the set-up page shows: the project's newest write key, and whether anything has arrived. */
export async function loadSetup(
  request: PageRequest,
  { control }: Pick<DashboardDeps, 'control'>,
): Promise<SetupView> {
  const { project, reader } = request.opened;
  const keys = await control.listKeys(project.projectId, request.nowMs);
  return {
    place: toPlace(request, 'setup'),
    collectorUrl: request.collectorUrl,
    writeKey: keys.findLast(({ kind }) => kind === 'write')?.writeKey,
    hasData: await reader.hasData(),
  };
}
