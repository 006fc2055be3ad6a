import { CollectorError } from '../collector-error.ts';
import type { ProjectWriter } from '../storage/project-storage.ts';

/** Has writers take away what is too old: soon after they are opened, and every hour from then on. */
export interface RetentionSchedule {
  add(writer: Pick<ProjectWriter, 'retire'>): void;
  /** Begins no more runs; one that is under way ends with its writer. */
  stop(): void;
}

// After the requests that opened the project.
const SOON_MS = 1_000;
// Most find nothing: a day goes when it ends in the project's zone.
const HOUR_MS = 3_600_000;

/** @param onError told of a run that failed; the next one takes up its work. */
export function createRetentionSchedule(onError: (error: CollectorError) => void): RetentionSchedule {
  const timers = new Set<NodeJS.Timeout>();
  let isStopped = false;

  function runIn(delayMs: number, writer: Pick<ProjectWriter, 'retire'>): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void run(writer);
    }, delayMs);
    timers.add(timer.unref());
  }

  async function run(writer: Pick<ProjectWriter, 'retire'>): Promise<void> {
    try {
      await writer.retire();
    } catch (error) {
      if (!isStopped) onError(retentionFailed(error));
    }
    if (!isStopped) runIn(HOUR_MS, writer);
  }

  return {
    add: (writer) => runIn(SOON_MS, writer),
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
