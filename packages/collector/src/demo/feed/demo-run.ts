import type { JsonObject, WireMessage } from '@ardent/core';
import { runOf } from '../create-demo-history.ts';
import type { DemoPlan } from '../demo-plan.ts';

/** Which demo history a project holds, and how much of it has arrived. */
export interface DemoRun {
  readonly plan: DemoPlan;
  /** Milliseconds since 1970 UTC: everything up to then is there. Absent: not even all days of the plan. */
  readonly toldUntil?: number;
  /** Told by another version of the story, with which this one must not be mixed. */
  readonly isForeign?: boolean;
}

/** Anonymous, so that it stands in no list of customers: where a project notes its demo history. */
export const RUN_ANONYMOUS_ID = 'ardent-demo';

/** Raised whenever the same plan comes to tell of other people or other deeds. */
export const STORY = 2;

/** The message that notes a run in the project; `at` is the time of noting. */
export function toRunMessage({ plan, toldUntil }: DemoRun, at: number): WireMessage {
  const { seed, profiles, days, endDay, timeZone } = plan;
  const timestamp = new Date(at).toISOString();
  return {
    type: 'identify',
    messageId: `${runOf(plan)}-${at}-${toldUntil ?? 'begun'}`,
    anonymousId: RUN_ANONYMOUS_ID,
    timestamp,
    traits: {
      story: STORY,
      seed,
      profiles,
      days,
      endDay,
      timeZone,
      ...(toldUntil !== undefined && { toldUntil: new Date(toldUntil).toISOString() }),
    },
  };
}

/** The run that traits tell of, or undefined where they tell of none. */
export function readRun(traits: JsonObject): DemoRun | undefined {
  const { seed, profiles, days, endDay, timeZone } = traits as Partial<DemoPlan>;
  if (typeof seed !== 'number' || typeof profiles !== 'number' || typeof days !== 'number') return undefined;
  if (typeof endDay !== 'string' || typeof timeZone !== 'string') return undefined;
  const plan = { seed, profiles, days, endDay, timeZone };
  if (traits['story'] !== STORY) return { plan, isForeign: true };
  const toldUntil = Date.parse(String(traits['toldUntil']));
  return Number.isNaN(toldUntil) ? { plan } : { plan, toldUntil };
}

/** Whether two plans tell of the same people; they may end on different days. */
export function isSameDemo(a: Omit<DemoPlan, 'endDay'>, b: Omit<DemoPlan, 'endDay'>): boolean {
  return a.seed === b.seed && a.profiles === b.profiles && a.days === b.days && a.timeZone === b.timeZone;
}
