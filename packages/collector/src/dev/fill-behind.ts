import { type DayString, toDayString } from '@ardent/core';
import type { Terminal } from '../cli/terminal.ts';
import { DEFAULT_DEMO } from '../demo/demo-plan.ts';
import { createDemoProject } from '../demo/feed/demo-project.ts';
import type { FeedProgress } from '../demo/feed/feed-demo.ts';
import { fillDemo } from '../demo/feed/fill-demo.ts';
import type { Project } from '../storage/control-storage.ts';
import { createDayClock } from '../time/day-clock.ts';

export interface FillBehindOptions {
  project: Project;
  collectorUrl: string;
  secretKey: string;
  /** No project of the data folder had data when the collector was started. */
  isFolderEmpty: boolean;
  /** What the dashboard says above the pages of a project. */
  notices: Map<string, string>;
  terminal: Terminal;
}

/** A project that is filled while other things happen. */
export interface FillBehind {
  /** False: all of the history is there, or it is not wanted here. */
  isFilling: boolean;
  /** The last day of the history; absent where there is none. */
  lastDay?: DayString;
  /** Resolves when all of it is there, and when it was cut short or has failed, which was told. */
  ended: Promise<void>;
  /** Cuts it short: the next start goes on from there. */
  stop(): Promise<void>;
}

const TOLD_EVERY_DAYS = 30;

/**
 * Sends the made-up customers to the demo's project, over HTTP as `ardent demo` would, where the data folder is empty
 * or an earlier start was cut short. Resolves as soon as that has begun.
 */
export async function fillBehind(options: FillBehindOptions): Promise<FillBehind> {
  const { project, collectorUrl, secretKey, isFolderEmpty } = options;
  const end = new AbortController();
  const target = createDemoProject({ url: collectorUrl, key: secretKey, signal: end.signal });
  const run = await target.findRun();
  if (run === undefined ? !isFolderEmpty : run.isComplete) {
    const ended = Promise.resolve();
    return { isFilling: false, ended, stop: () => ended, ...(run && { lastDay: run.plan.endDay }) };
  }
  const { timeZone } = project;
  const plan = run?.plan ?? {
    ...DEFAULT_DEMO,
    endDay: toDayString(createDayClock(timeZone)(Date.now())),
    timeZone,
  };
  const ended = fillAndTell(options, () =>
    fillDemo(target, plan, { onProgress: tellProgress(options), signal: end.signal }),
  );
  return {
    isFilling: true,
    lastDay: plan.endDay,
    ended,
    stop() {
      end.abort();
      return ended;
    },
  };
}

async function fillAndTell(
  { project, notices, terminal }: FillBehindOptions,
  fill: () => Promise<unknown>,
): Promise<void> {
  try {
    await fill();
    terminal.out('Made-up customers: all of them are there.');
  } catch (error) {
    const isCutShort = error instanceof Error && error.name === 'AbortError';
    if (!isCutShort) terminal.err(`made-up customers: ${error instanceof Error ? error.message : error}`);
  } finally {
    notices.delete(project.projectId);
  }
}

function tellProgress({ project, notices, terminal }: FillBehindOptions): (progress: FeedProgress) => void {
  let told = 0;
  return ({ daysDone, days }) => {
    notices.set(
      project.projectId,
      `Made-up customers are still arriving, the newest days first: ${daysDone} of ${days} days are there. Scores grow with them, and this page refreshes itself.`,
    );
    if (daysDone === days || daysDone < told + TOLD_EVERY_DAYS) return;
    told = daysDone;
    terminal.out(`Made-up customers: ${daysDone} of ${days} days`);
  };
}
