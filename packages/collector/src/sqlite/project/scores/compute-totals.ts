import type { ModelVersion } from '../../../storage/project-storage.ts';
import { runInSteps } from '../run-in-steps.ts';
import type { DayTotals } from './day-totals.ts';

export interface TotalsTools {
  totals: Pick<DayTotals, 'isAnyDue' | 'begin'>;
  listPublished(): readonly ModelVersion[];
  runStep<Result>(step: () => Result): Promise<Result>;
}

const PAUSE_RATIO = 10;

/** To be called every second: computes what is due. Totals wait for no one: they rest ten times as long as they took. */
export function createTotalsWork({ totals, listPublished, runStep }: TotalsTools): () => Promise<void> {
  let restsUntil = 0;
  return async () => {
    if (performance.now() < restsUntil || !totals.isAnyDue()) return;
    restsUntil = Number.POSITIVE_INFINITY;
    const startedAt = performance.now();
    try {
      const step = totals.begin(listPublished());
      await runInSteps(step, { transact: (work) => runStep(work), onDone: () => undefined });
    } finally {
      restsUntil = performance.now() + PAUSE_RATIO * (performance.now() - startedAt);
    }
  };
}
