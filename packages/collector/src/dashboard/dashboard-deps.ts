import type { OpenProjects } from '../project/open-project.ts';
import type { ControlStorage, KeyLookup } from '../storage/control-storage.ts';

/** What the dashboard needs of the collector. */
export interface DashboardDeps {
  control: Pick<
    ControlStorage,
    'listProjects' | 'listKeys' | 'openSession' | 'findSession' | 'closeSession' | 'redeemLoginLink'
  >;
  keys: KeyLookup;
  projects: OpenProjects;
  /** Milliseconds since 1970 UTC. */
  now(): number;
}
