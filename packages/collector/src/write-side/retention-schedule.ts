import { CollectorError } from '../collector-error.ts';
import type { ProjectWriter } from '../storage/project-storage.ts';

/** Has writers take away what is too old: soon after they are opened, and every hour from then on. */
export interface RetentionSchedule {
  /** `onRun` is told of each run that ended. */
  add(writer: Pick<ProjectWriter, 'retire'>, onRun?: (hasFailed: boolean) => void): void;
  /** Begins no more runs; one that is under way ends with its writer. */
  stop(): void;
}

interface Runs {
  writer: Pick<ProjectWriter, 'retire'>;
  onRun: ((hasFailed: boolean) => void) | undefined;
}

// After the requests that opened the project.
const SOON_MS = 1_000;
// Most find nothing: a day goes when it ends in the project's zone.
const HOUR_MS = 3_600_000;

/** @param onError told of a run that failed; the next one takes up its work. */
export function createRetentionSchedule(onError: (error: CollectorError) => void): RetentionSchedule {
  const timers = new Set<NodeJS.Timeout>();
  let isStopped = false;

  function runIn(delayMs: number, runs: Runs): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void run(runs);
    }, delayMs);
    timers.add(timer.unref());
  }

  async function run(runs: Runs): Promise<void> {
    let failure: CollectorError | undefined;
    try {
      await runs.writer.retire();
    } catch (error) {
      failure = retentionFailed(error);
    }
    if (isStopped) return;
    if (failure !== undefined) onError(failure);
    runs.onRun?.(failure !== undefined);
    runIn(HOUR_MS, runs);
  }

  return {
    add: (writer, onRun) => runIn(SOON_MS, { writer, onRun }),
    stop() {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function retentionFailed(cause: unknown): CollectorError {
  return new CollectorError({
    code: 'retention_failed',
    message: `what is too old could not be taken away: ${cause instanceof Error ? cause.message : cause}`,
    hint: `${cause instanceof CollectorError ? cause.hint : 'see the message above'}; it is tried again within the hour`,
    cause,
  });
}
