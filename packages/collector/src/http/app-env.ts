import type { OpenAPIHono } from '@hono/zod-openapi';
import type { OpenProject } from '../project/open-project.ts';
import type { KeyGrant } from '../storage/control-storage.ts';

/** What authentication leaves for the routes that need a secret key. */
export interface AppEnv {
  Variables: {
    grant: KeyGrant;
    project: OpenProject;
    /** Of every request but those to client routes. */
    requestId: string;
  };
}

export type App = OpenAPIHono<AppEnv>;
