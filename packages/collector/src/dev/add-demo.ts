import { createQuickstart, publishWeights } from '@ardent/example-quickstart';
import type { Hono } from 'hono';
import { ensureProject } from '../access/ensure-project.ts';
import { generateKey } from '../access/generate-token.ts';
import type { Config } from '../config.ts';
import type { Collector } from '../create-collector.ts';

const PROJECT_ID = 'demo';

/** Puts the example to work once it is known where the collector listens. */
export type OpenDemo = (collectorUrl: string) => Promise<void>;

/**
 * Gives a collector that has not started yet the project `demo`, and room for the example app at `/demo`. The app's
 * secret key is made anew at each start and stands nowhere but in memory; the one of the start before ends.
 */
export async function addDemo(
  { app, control, projects }: Pick<Collector, 'app' | 'control' | 'projects'>,
  { timeZone }: Pick<Config, 'timeZone'>,
): Promise<OpenDemo> {
  const now = Date.now();
  const secretKey = generateKey('secret');
  const isNew = (await control.findProject(PROJECT_ID)) === undefined;
  const { project } = await ensureProject(
    control,
    { projectId: PROJECT_ID, secretKey, ...(isNew && timeZone !== undefined ? { timeZone } : {}) },
    { now, hasData: async () => !isNew },
  );
  await projects.open(project);
  const keys = await control.listKeys(PROJECT_ID, now);
  const writeKey = keys.findLast(({ kind }) => kind === 'write')?.writeKey ?? '';
  let quickstart: Hono | undefined;
  app.all('/demo/*', (context) => quickstart?.fetch(context.req.raw) ?? context.notFound());
  return async (collectorUrl) => {
    await publishWeights({ collectorUrl, secretKey });
    quickstart = createQuickstart({ collectorUrl, writeKey, secretKey });
  };
}
