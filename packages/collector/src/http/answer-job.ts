import type { AnalysisTask } from '../analysis/analysis-task.ts';
import type { Job, Jobs } from '../analysis/create-jobs.ts';
import { toJobJson } from './json/analysis-json.ts';
import type { JobJson } from './json/job-json.ts';
import { Refusal } from './refusal.ts';
import { settledWithin } from './settled-within.ts';

/** What work on models is done with. */
export interface AnalysisDeps {
  jobs: Jobs;
  /** How long an answer waits for a job. */
  patienceMs: number;
  /** How long a preview looks at a sample. */
  previewMs: number;
}

/** The answer to a request for work: done, if that is soon, else where to ask again. */
export async function answerJob(
  { jobs, patienceMs }: AnalysisDeps,
  projectId: string,
  task: AnalysisTask,
): Promise<{ status: 200 | 202; body: JobJson }> {
  const job = startJob(jobs, projectId, task);
  await settledWithin(jobs.ended(job), patienceMs);
  if (job.state === 'failed') throw jobFailed(job);
  return { status: job.state === 'done' ? 200 : 202, body: toJobJson(job) };
}

/** @throws Refusal 429 if too many wait already. */
export function startJob(jobs: Jobs, projectId: string, task: AnalysisTask): Job {
  const job = jobs.start(projectId, task);
  if (job !== undefined) return job;
  throw new Refusal(
    {
      status: 429,
      code: 'too_many_jobs',
      detail: 'Ten jobs wait already, which is the most at a time.',
      remedy: 'Try again when one of them is done.',
    },
    { 'retry-after': '30' },
  );
}

/** @throws Refusal 404 if the project has no such job. */
export function getJob(jobs: Jobs, projectId: string, jobId: string): Job {
  const job = jobs.find(projectId, jobId);
  if (job !== undefined) return job;
  throw new Refusal({
    status: 404,
    code: 'job_not_found',
    detail: `There is no job ${JSON.stringify(jobId.slice(0, 80))}.`,
    remedy: 'Jobs are kept in memory, the last 100 of them: ask for the work again.',
  });
}

function jobFailed({ problem }: Job): Refusal {
  return new Refusal({
    status: 503,
    code: 'job_failed',
    detail: `The work failed: ${problem ?? 'no reason is known'}.`,
    remedy: 'Try again; if it stays, the log of the server says more.',
  });
}
