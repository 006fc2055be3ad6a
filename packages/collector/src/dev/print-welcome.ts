import { relative } from 'node:path';
import { scriptTag } from '../cli/script-tag.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { Collector } from '../create-collector.ts';

interface Welcome {
  url: string;
  dataDir: string;
  hasDemo: boolean;
  terminal: Terminal;
}

/** Says where to look, what to paste, and where data and keys are. */
export async function printWelcome(
  { control, createLoginPath, newSecretKey }: Pick<Collector, 'control' | 'createLoginPath' | 'newSecretKey'>,
  { url, dataDir, hasDemo, terminal }: Welcome,
): Promise<void> {
  const keys = await control.listKeys('default', Date.now());
  const writeKey = keys.findLast(({ kind }) => kind === 'write')?.writeKey;
  const demo = hasDemo ? `  Example app  ${url}/demo\n` : '';
  terminal.out(`
Ardent is ready.

${demo}  Dashboard    ${url}${await createLoginPath()}
               (the link opens once, within an hour; the next start prints another)

Your own app, in the head of every page:
  ${writeKey === undefined ? 'make a write key with "ardent keys rotate --write"' : scriptTag(url, writeKey)}
`);
  if (newSecretKey !== undefined) {
    terminal.out(`Your back end's secret key, shown this once (keep it):\n  ${newSecretKey}\n`);
  }
  terminal.out(`Data      ${relative(process.cwd(), dataDir) || '.'}
Keys      node_modules/.bin/ardent keys
Stop      Ctrl+C
`);
}
