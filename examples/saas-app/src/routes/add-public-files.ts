import { readFile } from 'node:fs/promises';
import type { Hono } from 'hono';
import type { SaasEnv } from '../saas-env.ts';

const FILES: Record<string, string> = {
  'taskwell.css': 'text/css',
  'pages.css': 'text/css',
  'taskwell.js': 'text/javascript',
  'board.js': 'text/javascript',
  'engagement.js': 'text/javascript',
};

/** Styles and scripts, by name: nothing else can be asked for. */
export function addPublicFiles(app: Hono<SaasEnv>): void {
  for (const [name, type] of Object.entries(FILES)) {
    app.get(`/${name}`, async (c) => {
      const text = await readFile(new URL(`../../public/${name}`, import.meta.url), 'utf8');
      return c.body(text, 200, { 'content-type': `${type}; charset=utf-8` });
    });
  }
}
