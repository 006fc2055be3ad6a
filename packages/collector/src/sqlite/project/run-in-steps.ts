import { setTimeout } from 'node:timers/promises';

/** What a step did, and whether there is more to do. */
export interface StepDone {
  count: number;
  isMore: boolean;
}

/** Does a part of a longer work, in a transaction of its own. `limit`: how many rows or pages to touch at most. */
export type WorkStep = (limit: number) => StepDone;

export interface StepRunner {
  /** Runs a step in a transaction of its own, after whatever is due. */
  transact<Result>(work: () => Result): Promise<Result>;
  /** Told what each step did, once it is durable. */
  onDone(count: number): void;
}

// An append that comes in the middle of a step waits this much longer.
const STEP_MS = 10;
const FIRST_LIMIT = 200;
const MOST = 5_000;
const LEAST = 20;
// One fifth of the writer's time is left to the work.
const PAUSE_RATIO = 4;

/**
 * Does a work that can wait, between appends: in steps of about 10 ms, however slow the disk is, with pauses four times
 * as long.
 */
export async function runInSteps(step: WorkStep, { transact, onDone }: StepRunner): Promise<void> {
  let limit = FIRST_LIMIT;
  let startedAt = 0;
  const timed = () => {
    startedAt = performance.now();
    return step(limit);
  };
  for (;;) {
    const { count, isMore } = await transact(timed);
    const tookMs = performance.now() - startedAt;
    if (count > 0) onDone(count);
    if (!isMore) return;
    limit = tookMs > STEP_MS ? Math.max(LEAST, limit >> 1) : Math.min(MOST, limit * 2);
    await setTimeout(tookMs * PAUSE_RATIO);
  }
}
