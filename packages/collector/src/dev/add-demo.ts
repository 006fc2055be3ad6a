import { createQuickstart, publishWeights } from '@ardent/example-quickstart';
import { createSaasApp } from '@ardent/example-saas-app';
import type { Hono } from 'hono';
import type { Terminal } from '../cli/terminal.ts';
import type { Config } from '../config.ts';
import type { Collector } from '../create-collector.ts';
import { claimDemo } from './claim-demo.ts';
import { type FillBehind, fillBehind } from './fill-behind.ts';

/** A demo that waits for the address at which the collector listens. */
export interface Demo {
  /** Puts the example apps to work, and begins to fill the project where that is wanted. */
  open(collectorUrl: string): Promise<FillBehind>;
}

/**
 * Gives a collector that has not started yet the project `demo`, and room for the example apps at `/demo`. Undefined
 * where somebody else has a project of that name.
 */
export async function addDemo(
  collector: Pick<Collector, 'app' | 'control' | 'projects' | 'notices'>,
  { timeZone }: Pick<Config, 'timeZone'>,
  terminal: Terminal,
): Promise<Demo | undefined> {
  const claimed = await claimDemo(collector.control, { timeZone, now: Date.now() });
  if (claimed === undefined) return undefined;
  const { project, writeKey, secretKey, tokenSecret } = claimed;
  const isFolderEmpty = !(await hasData(collector));
  const apps = mountApps(collector);
  return {
    async open(collectorUrl) {
      const keys = { collectorUrl, writeKey, secretKey };
      const modelId = await publishWeights(keys);
      apps.quickstart = createQuickstart({ ...keys, modelId });
      apps.saasApp = createSaasApp({
        ...keys,
        tokenSecret,
        onError: (text) => terminal.err(`Taskwell: ${text}`),
      });
      return fillBehind({ ...keys, project, isFolderEmpty, notices: collector.notices, terminal });
    },
  };
}

/** Whether anything has ever arrived in any project. */
async function hasData({ control, projects }: Pick<Collector, 'control' | 'projects'>): Promise<boolean> {
  for (const project of await control.listProjects()) {
    if (await (await projects.open(project)).reader.hasData()) return true;
  }
  return false;
}

function mountApps({ app }: Pick<Collector, 'app'>): { quickstart?: Hono; saasApp?: Hono } {
  const apps: { quickstart?: Hono; saasApp?: Hono } = {};
  for (const path of ['/demo/app', '/demo/app/*']) {
    app.all(path, (context) => apps.saasApp?.fetch(context.req.raw) ?? context.notFound());
  }
  app.all('/demo/*', (context) => apps.quickstart?.fetch(context.req.raw) ?? context.notFound());
  return apps;
}
