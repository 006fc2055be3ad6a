import { z } from '@hono/zod-openapi';

/** Work on a model: its state, and what it found once it is done. */
export interface JobJson {
  jobId: string;
  kind: 'preview' | 'backtest' | 'calibrate' | 'target';
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** 0 to 1. */
  readRatio: number;
  createdAt: string;
  endedAt: string | null;
  result: Record<string, unknown> | null;
  problem: string | null;
}

export const jobSchema: z.ZodType<JobJson> = z
  .object({
    jobId: z.string().openapi({ description: 'For GET /v1/jobs/{jobId}.' }),
    kind: z.enum(['preview', 'backtest', 'calibrate', 'target']),
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    readRatio: z.number().openapi({
      description: "Of the project's days, the share that is read, 0 to 1: how far it is.",
    }),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    result: z
      .record(z.string(), z.unknown())
      .nullable()
      .openapi({ description: 'Of a job that is done: see docs/api.md for what each kind finds.' }),
    problem: z.string().nullable().openapi({ description: 'Of a job that failed: why.' }),
  })
  .openapi('Job');
