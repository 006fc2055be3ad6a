import { readFile } from 'node:fs/promises';
import { html } from 'hono/html';

/** The text of a file of the front end. */
export function readPublicFile(name: string): Promise<string> {
  return readFile(new URL(`../public/${name}`, import.meta.url), 'utf8');
}

/** The page, with the collector's address and the public key in its script tag. */
export async function readPage(tag: { collectorUrl: string; writeKey: string }): Promise<string> {
  const page = await readPublicFile('index.html');
  const values = new Map(Object.entries(tag));
  return page.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => html`${values.get(name)}`.toString());
}
