import type { Context } from 'hono';
import type { OpenProjects } from '../project/open-project.ts';
import type { ControlStorage, KeyLookup } from '../storage/control-storage.ts';
import type { Notice } from './notice.ts';

/** What the dashboard needs of the collector. */
export interface DashboardDeps {
  control: Pick<
    ControlStorage,
    'listProjects' | 'listKeys' | 'openSession' | 'findSession' | 'closeSession' | 'redeemLoginLink'
  >;
  keys: KeyLookup;
  projects: OpenProjects;
  /** By project: what its pages say on top for as long as it stands there, such as that data is arriving. */
  notices: ReadonlyMap<string, Notice>;
  /** What the client's browser speaks, behind trusted proxies too. */
  protocolOf(context: Context): 'http' | 'https';
  /** Milliseconds since 1970 UTC. */
  now(): number;
}
