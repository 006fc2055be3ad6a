import type { JsonObject, WireMessage } from '@ardent/core';
import { runOf } from '../create-demo-history.ts';
import type { DemoPlan } from '../demo-plan.ts';

/** Which demo history a project holds, and whether all of it has arrived. */
export interface DemoRun {
  readonly plan: DemoPlan;
  readonly isComplete: boolean;
}

/** Anonymous, so that it stands in no list of customers: where a project notes its demo history. */
export const RUN_ANONYMOUS_ID = 'ardent-demo';

/** The message that notes a run in the project; `at` is the time of noting. */
export function toRunMessage({ plan, isComplete }: DemoRun, at: number): WireMessage {
  const { seed, profiles, days, endDay, timeZone } = plan;
  return {
    type: 'identify',
    messageId: `${runOf(plan)}-${at}-${isComplete ? 'complete' : 'begun'}`,
    anonymousId: RUN_ANONYMOUS_ID,
    timestamp: new Date(at).toISOString(),
    traits: { seed, profiles, days, endDay, timeZone, isComplete },
  };
}

/** The run that traits tell of, or undefined where they tell of none. */
export function readRun(traits: JsonObject): DemoRun | undefined {
  const { seed, profiles, days, endDay, timeZone, isComplete } = traits as Partial<DemoPlan> & {
    isComplete?: unknown;
  };
  if (typeof seed !== 'number' || typeof profiles !== 'number' || typeof days !== 'number') return undefined;
  if (typeof endDay !== 'string' || typeof timeZone !== 'string') return undefined;
  return { plan: { seed, profiles, days, endDay, timeZone }, isComplete: isComplete === true };
}

/** Whether two plans tell of the same people; they may end on different days. */
export function isSameDemo(a: Omit<DemoPlan, 'endDay'>, b: Omit<DemoPlan, 'endDay'>): boolean {
  return a.seed === b.seed && a.profiles === b.profiles && a.days === b.days && a.timeZone === b.timeZone;
}
