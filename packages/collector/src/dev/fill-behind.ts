import { setTimeout as sleep } from 'node:timers/promises';
import { type DayString, toDayString } from '@ardent/core';
import type { Terminal } from '../cli/terminal.ts';
import type { Notice } from '../dashboard/notice.ts';
import { DEFAULT_DEMO, type DemoPlan } from '../demo/demo-plan.ts';
import { createDemoProject, type DemoProject } from '../demo/feed/demo-project.ts';
import type { DemoRun } from '../demo/feed/demo-run.ts';
import { fillDemo } from '../demo/feed/fill-demo.ts';
import type { Project } from '../storage/control-storage.ts';
import { createDayClock } from '../time/day-clock.ts';
import { createFillTeller, HOW_TO_BEGIN_ANEW } from './create-fill-teller.ts';

export interface FillBehindOptions {
  project: Project;
  collectorUrl: string;
  secretKey: string;
  /** No project of the data folder had data when the collector was started. */
  isFolderEmpty: boolean;
  /** What the dashboard says above the pages of a project. */
  notices: Map<string, Notice>;
  terminal: Terminal;
}

/** A project whose story is told while other things happen. */
export interface FillBehind {
  /**
   * `filling`: the people are arriving, or a start that was cut short is gone on with. `going-on`: all that was told
   * before is there, and what has happened since is on its way. `ended`: the story stays where it is. `none`: there is none.
   */
  state: 'filling' | 'going-on' | 'ended' | 'none';
  /** The day up to which the story was told when the collector was started; absent while it is first filled. */
  toldUntil?: DayString;
  /** Resolves when all up to now is there for the first time, and when that was cut short or has failed, which was said. */
  isUpToDate: Promise<unknown>;
  /** Cuts it short: the next start goes on from there. */
  stop(): Promise<unknown>;
}

const DAY_MS = 86_400_000;
/** Daily counts may be kept for 400 days only: what is told must not be older. */
const LONGEST_SILENCE_MS = 390 * DAY_MS;
const TOLD_EVERY_MS = 10 * 60_000;

/**
 * Tells the demo's project the story of its made-up customers, over HTTP as `ardent demo` would: all of it where the data
 * folder is empty or an earlier start was cut short, else what has happened since; then what happens, every ten minutes.
 * Resolves as soon as that has begun.
 */
export async function fillBehind(options: FillBehindOptions): Promise<FillBehind> {
  const { project, collectorUrl, secretKey, isFolderEmpty, notices } = options;
  const end = new AbortController();
  const target = createDemoProject({ url: collectorUrl, key: secretKey, signal: end.signal });
  const run = await target.findRun();
  const toldUntil = run?.toldUntil === undefined ? undefined : dayOf(run.toldUntil, project);
  if (run === undefined && !isFolderEmpty) return standStill('none');
  if (run !== undefined && hasEnded(run)) {
    const lastDay = toldUntil ?? run.plan.endDay;
    notices.set(project.projectId, {
      text: `The story of these made-up customers ended on ${lastDay}. ${HOW_TO_BEGIN_ANEW}`,
    });
    return { ...standStill('ended'), toldUntil: lastDay };
  }
  const tell = createStep(target, { ...options, run, signal: end.signal });
  const isUpToDate = tell();
  const ended = isUpToDate.then((goesOn) => (goesOn ? keepTelling(tell, end.signal) : undefined));
  return {
    state: toldUntil === undefined ? 'filling' : 'going-on',
    ...(toldUntil !== undefined && { toldUntil }),
    isUpToDate,
    stop() {
      end.abort();
      return ended;
    },
  };
}

function standStill(state: FillBehind['state']): FillBehind {
  const isUpToDate = Promise.resolve();
  return { state, isUpToDate, stop: () => isUpToDate };
}

function hasEnded({ isForeign, toldUntil = Number.POSITIVE_INFINITY }: DemoRun): boolean {
  return isForeign === true || Date.now() - toldUntil > LONGEST_SILENCE_MS;
}

/** Tells what has happened up to now; false if there is no use in going on. */
function createStep(
  target: DemoProject,
  { run, signal, ...options }: FillBehindOptions & { run: DemoRun | undefined; signal: AbortSignal },
): () => Promise<boolean> {
  const { project, notices, terminal } = options;
  const { onProgress, hasTold } = createFillTeller(options);
  return async () => {
    try {
      const plan = planUntilToday(project, run?.plan);
      return hasTold(await fillDemo(target, plan, { onProgress, signal }));
    } catch (error) {
      const isCutShort = error instanceof Error && error.name === 'AbortError';
      if (!isCutShort) terminal.err(`made-up customers: ${error instanceof Error ? error.message : error}`);
      return false;
    } finally {
      notices.delete(project.projectId);
    }
  };
}

async function keepTelling(tell: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  const waits = () => sleep(TOLD_EVERY_MS, true, { signal }).catch(() => false);
  while ((await waits()) && (await tell()));
}

function planUntilToday(project: Project, plan?: DemoPlan): DemoPlan {
  return { ...(plan ?? { ...DEFAULT_DEMO, timeZone: project.timeZone }), endDay: dayOf(Date.now(), project) };
}

function dayOf(instant: number, { timeZone }: Project): DayString {
  return toDayString(createDayClock(timeZone)(instant));
}
