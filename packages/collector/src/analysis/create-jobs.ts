import { randomUUID } from 'node:crypto';
import type { AnalysisTask } from './analysis-task.ts';
import type { AnalysisResult } from './run-analysis.ts';

/** Work on a model that goes on behind answers. */
export interface Job {
  jobId: string;
  projectId: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** How much of the project's days is read, 0 to 1. */
  readRatio: number;
  /** Milliseconds since 1970 UTC. */
  createdAt: number;
  endedAt: number | null;
  /** Of a job that is done. */
  result: AnalysisResult | null;
  /** Why it failed, in a sentence. */
  problem: string | null;
  /** What it was asked for. */
  task: AnalysisTask;
}

/** Told how much of the project's days is read, 0 to 1. */
export type OnRead = (ratio: number) => void;

/** Work that has begun. */
export interface RunningTask {
  result: Promise<AnalysisResult>;
  /** Gives up; the result then rejects. */
  stop(): void;
}

/** Jobs of all projects, one at a time, so that they never take more than one core. Kept in memory. */
export interface Jobs {
  /** Undefined if too many wait already. The same task that waits or runs already is that job. */
  start(projectId: string, task: AnalysisTask): Job | undefined;
  find(projectId: string, jobId: string): Job | undefined;
  /** Resolves when it is done or has failed. */
  ended(job: Job): Promise<void>;
  close(): void;
}

const MOST_WAITING = 10;
const MOST_KEPT = 100;

interface Entry {
  job: Job;
  key: string;
  ended: Promise<void>;
  end(): void;
}

/** @param run begins a task, in a thread of its own or in this one. */
export function createJobs(
  run: (projectId: string, task: AnalysisTask, onRead: OnRead) => RunningTask,
  now: () => number,
): Jobs {
  const entries = new Map<string, Entry>();
  const queue: Entry[] = [];
  let running: RunningTask | undefined;
  let isClosed = false;

  async function work(entry: Entry): Promise<void> {
    const { job } = entry;
    job.state = 'running';
    try {
      running = run(job.projectId, job.task, (ratio) => {
        job.readRatio = ratio;
      });
      job.result = await running.result;
      job.state = 'done';
    } catch (error) {
      job.state = 'failed';
      job.problem = error instanceof Error ? error.message : String(error);
    }
    job.endedAt = now();
    running = undefined;
    entry.end();
    startNext();
  }

  function startNext(): void {
    if (running !== undefined || isClosed) return;
    const next = queue.shift();
    if (next !== undefined) void work(next);
  }

  function add(projectId: string, task: AnalysisTask, key: string): Entry {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const jobId = randomUUID();
    const rest = { readRatio: 0, endedAt: null, result: null, problem: null };
    const job: Job = { jobId, projectId, state: 'waiting', createdAt: now(), task, ...rest };
    const entry = { job, key, ended, end };
    entries.set(jobId, entry);
    for (const [oldest, { job: old }] of entries) {
      if (entries.size <= MOST_KEPT) break;
      if (old.endedAt !== null) entries.delete(oldest);
    }
    return entry;
  }

  return {
    start(projectId, task) {
      const key = JSON.stringify([projectId, task]);
      const known = [...entries.values()].find((one) => one.key === key && one.job.endedAt === null);
      if (known !== undefined) return known.job;
      if (queue.length >= MOST_WAITING || isClosed) return undefined;
      const entry = add(projectId, task, key);
      queue.push(entry);
      startNext();
      return entry.job;
    },
    find(projectId, jobId) {
      const job = entries.get(jobId)?.job;
      return job?.projectId === projectId ? job : undefined;
    },
    ended: async ({ jobId }) => entries.get(jobId)?.ended,
    close() {
      isClosed = true;
      running?.stop();
    },
  };
}
