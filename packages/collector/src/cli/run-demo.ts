import { InvalidInputError, toDayString } from '@ardent/core';
import { CollectorError } from '../collector-error.ts';
import { loadConfig } from '../config.ts';
import { checkDemoPlan, type DemoPlan } from '../demo/demo-plan.ts';
import { createDemoProject, type DemoProject } from '../demo/feed/demo-project.ts';
import type { FeedProgress } from '../demo/feed/feed-demo.ts';
import { type FillResult, fillDemo } from '../demo/feed/fill-demo.ts';
import { createDayClock } from '../time/day-clock.ts';
import type { Terminal } from './terminal.ts';

/** What `ardent demo` takes. */
export interface DemoFlags {
  seed: number;
  profiles: number;
  days: number;
  end?: string;
  timeZone: string;
  url: string;
  key?: string;
  addToData?: true;
}

/** Fills a project with made-up customers. @throws CollectorError if what was given, or what answers, is not right. */
export async function runDemo(flags: DemoFlags, terminal: Terminal): Promise<void> {
  const plan = readPlan(flags);
  const project = createDemoProject({
    url: readUrl(flags.url),
    key: flags.key ?? loadConfig().secretKey ?? missingKey(),
    onWait: (reason, waitMs) => terminal.err(`waiting ${Math.ceil(waitMs / 1000)} s, because ${reason}`),
  });
  if (!flags.addToData) await requireOwnProject(project);
  report(await fillDemo(project, plan, { onProgress: createProgressLine(terminal) }), terminal);
}

function readPlan({ seed, profiles, days, end, timeZone }: DemoFlags): DemoPlan {
  const endDay = end ?? toDayString(createDayClock(timeZone)(Date.now()));
  try {
    return checkDemoPlan({ seed, profiles, days, timeZone, endDay });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new CollectorError({
      code: 'invalid_settings',
      message: error.message.replace(/^endDay/, '--end'),
      hint: '"ardent demo --help" lists what can be given',
    });
  }
}

function readUrl(url: string): string {
  if (URL.canParse(url) && /^https?:/.test(url)) return url;
  throw new CollectorError({
    code: 'invalid_settings',
    message: `--url must be an http or https address, got ${JSON.stringify(url)}`,
    hint: 'leave it out for http://127.0.0.1:8787',
  });
}

function missingKey(): never {
  throw new CollectorError({
    code: 'invalid_settings',
    message: 'a secret key is needed, which says what project is filled',
    hint: 'give --key or ARDENT_SECRET_KEY; "ardent keys rotate" makes a new one',
  });
}

async function requireOwnProject(project: DemoProject): Promise<void> {
  if ((await project.findRun()) !== undefined || (await project.isEmpty())) return;
  throw new CollectorError({
    code: 'project_has_data',
    message: 'the project has data of its own, among which made-up customers can never be told apart again',
    hint: 'give a key of an empty project, or --add-to-data if you mean it',
  });
}

const PHASES: Record<FeedProgress['phase'], string> = {
  people: 'people and accounts',
  recent: 'the last 30 days',
  earlier: 'the days before',
  since: 'what has happened since',
};

/** A line per phase, and one for every tenth of the days. */
function createProgressLine(terminal: Terminal): (progress: FeedProgress) => void {
  let shown = '';
  return ({ phase, daysDone, days, sent }) => {
    const tenth = Math.floor((10 * daysDone) / days);
    if (shown === `${phase} ${tenth}`) return;
    shown = `${phase} ${tenth}`;
    terminal.err(
      `${String(tenth * 10).padStart(3)} %  ${sent.toLocaleString('en')} messages  ${PHASES[phase]}`,
    );
  };
}

function report({ plan, feed }: FillResult, terminal: Terminal): void {
  const history = `${plan.profiles} people, ${plan.days} days until ${plan.endDay}, seed ${plan.seed}`;
  if (feed === undefined) {
    terminal.out(`Nothing to do: the project holds all of it up to now (${history}).`);
    return;
  }
  if (feed.rejected > 0) {
    throw new CollectorError({
      code: 'demo_rejected',
      message: `${feed.rejected} of ${feed.sent} messages were rejected: ${feed.firstRejection}`,
      hint: 'a shorter history (--days) or a later --end may fit into what the project keeps',
    });
  }
  const before =
    feed.duplicates === 0 ? '' : `, ${feed.duplicates.toLocaleString('en')} of them there before`;
  terminal.out(`${feed.sent.toLocaleString('en')} messages stored${before}: ${history}.`);
}
