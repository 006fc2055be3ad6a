import type { Contribution, DayString, MomentumState } from '@ardent/core';
import { z } from '@hono/zod-openapi';
import type { SignalUse } from '../../scoring/signal-use.ts';
import type { ScoreSummary } from '../../scoring/summarize-scores.ts';
import type { ModelVersion } from '../../storage/project-storage.ts';
import { type ProbabilityJson, probabilitySchema } from './probability-json.ts';

/** Someone's number as lists show it. */
export interface ScoreSummaryJson {
  day: DayString;
  score: number;
  rounded: number;
  band: string;
  trend: { d7: number; d28: number };
  momentum: number;
  momentumState: MomentumState;
  model: string;
  version: number;
}

/** Someone's number with its reasons. */
export interface ScoreJson extends ScoreSummaryJson {
  profileId: string;
  percentile: number | null;
  contributions: (Contribution & SignalUse)[];
  /** Keys of signals. */
  suspect: string[];
  probability: ProbabilityJson | null;
  /** Why there is none. */
  probabilityProblem: string | null;
  computedAt: string;
}

/** Signals whose tracking seems broken. */
export const suspectSchema: z.ZodType<string[]> = z.array(z.string()).openapi({
  description:
    'Signals that came in at less than a fifth of what is usual, from everybody together: tracking broke, nobody stopped.',
});

const summaryShape = {
  day: z.iso.date().openapi({ description: "The day it is for, in the project's time zone." }),
  score: z.number().openapi({ description: '100 is a healthy customer; may be below 0 and above 100.' }),
  rounded: z.int().openapi({ description: 'The score as people see it.' }),
  band: z.string().openapi({ description: 'The band of the rounded score.', example: 'highly_engaged' }),
  trend: z
    .object({ d7: z.number(), d28: z.number() })
    .openapi({ description: 'The score minus the score 7 and 28 days earlier.' }),
  momentum: z.number().openapi({ description: "log2 of the last week's rate over the last month's." }),
  momentumState: z.enum(['none', 'new', 'cliff', 'cooling', 'steady', 'heating']),
  model: z.string().openapi({ description: 'Id of the model.' }),
  version: z.int().openapi({ description: "The model's version." }),
};

export const scoreSummarySchema: z.ZodType<ScoreSummaryJson> = z.object(summaryShape).openapi('ScoreSummary');

export const scoreSchema: z.ZodType<ScoreJson> = z
  .object({
    profileId: z.string(),
    ...summaryShape,
    percentile: z.number().min(0).max(1).nullable().openapi({
      description:
        'Among known profiles active in the last 90 days: (below + ½ equal) / n. Null for a past day.',
    }),
    contributions: z.array(
      z.object({
        signal: z.string(),
        dimension: z.string().nullable(),
        weight: z.number(),
        points: z.number(),
        score: z.number().openapi({ description: 'Its part of the score; the parts add up to the score.' }),
        state: z.enum(['active', 'stopped', 'never']).openapi({
          description:
            'active: counted in the last 28 days; stopped: only before; never: not as far back as counts are kept.',
        }),
        lastDay: z.iso.date().nullable().openapi({ description: 'The last day with a count.' }),
      }),
    ),
    suspect: suspectSchema,
    probability: probabilitySchema.nullable(),
    probabilityProblem: z
      .string()
      .nullable()
      .openapi({ description: 'Why there is no probability; null where there is.' }),
    computedAt: z.iso.datetime(),
  })
  .openapi('Score');

/** A score under a version, without its reasons. */
export function toScoreSummaryJson(
  score: ScoreSummary,
  { model, day }: { model: ModelVersion; day: DayString },
): ScoreSummaryJson {
  return {
    day,
    score: score.score,
    rounded: score.rounded,
    band: score.band,
    trend: score.trend,
    momentum: score.momentum,
    momentumState: score.momentumState,
    model: model.modelId,
    version: model.version,
  };
}
