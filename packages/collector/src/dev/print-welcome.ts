import { relative } from 'node:path';
import { scriptTag } from '../cli/script-tag.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { Config } from '../config.ts';
import type { Collector } from '../create-collector.ts';
import { HOW_TO_BEGIN_ANEW } from './create-fill-teller.ts';
import type { FillBehind } from './fill-behind.ts';

interface Welcome {
  url: string;
  config: Config;
  /** Absent: there is no demo. */
  filling: FillBehind | undefined;
  terminal: Terminal;
}

/** Says where to look, what to paste, and where data and keys are. */
export async function printWelcome(
  { control, createLoginPath, newSecretKey }: Pick<Collector, 'control' | 'createLoginPath' | 'newSecretKey'>,
  { url, config, filling, terminal }: Welcome,
): Promise<void> {
  const keys = await control.listKeys('default', Date.now());
  const writeKey = keys.findLast(({ kind }) => kind === 'write')?.writeKey;
  terminal.out(`
Ardent is ready.

  Dashboard    ${url}${await createLoginPath()}
               (the link opens once, within an hour; the next start prints another)
${describeDemo(url, { config, filling })}
Your own app, project "default": in the head of every page
  ${writeKey === undefined ? 'make a write key with "ardent keys rotate --write"' : scriptTag(url, writeKey)}
`);
  if (newSecretKey !== undefined) {
    terminal.out(`Your back end's secret key, shown this once (keep it):\n  ${newSecretKey}\n`);
  }
  terminal.out(`Data      ${relative(process.cwd(), config.dataDir) || '.'}
Keys      node_modules/.bin/ardent keys
Stop      Ctrl+C
`);
}

function describeDemo(url: string, { config, filling }: Pick<Welcome, 'config' | 'filling'>): string {
  if (filling === undefined) {
    return config.isDemoOn
      ? '\nNo demo: this data folder has a project "demo" that is not the demo\'s own.\n'
      : '';
  }
  return `
The demo, project "demo", kept apart from yours (ARDENT_DEMO=off leaves it out):
  Demo app     ${url}/demo/app
               Taskwell, a small SaaS with Ardent in it: sign up, click around, see your own score
  Example app  ${url}/demo
               one page of it, with what Ardent sees beside it
${describeHistory(filling)}`;
}

function describeHistory({ state, toldUntil }: FillBehind): string {
  switch (state) {
    case 'none':
      return '';
    case 'filling':
      return `
  Its made-up customers are arriving now, the newest days first: 600 people over 90 days,
  through the same API that your app would use. docs/demo.md says what is hidden in them.
`;
    case 'going-on':
      return `
  Its made-up customers are there; what they have done since ${toldUntil} is arriving now.
  docs/demo.md says what is hidden in them.
`;
    case 'ended':
      return `
  The story of its made-up customers ended on ${toldUntil}; from then on their scores only fade:
  ${HOW_TO_BEGIN_ANEW}
`;
  }
}
