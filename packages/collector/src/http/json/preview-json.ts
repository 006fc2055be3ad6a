import { z } from '@hono/zod-openapi';
import type { PreviewTask } from '../../analysis/analysis-task.ts';
import type { Mover } from '../../analysis/preview-exactly.ts';
import type { SampledPreview } from '../../analysis/preview-sample.ts';
import { describeModelChange } from '../../dashboard/words/describe-model-change.ts';

/** What a version would do, of everybody or of a sample. */
export interface PreviewJson extends SampledPreview {
  day: string;
  changes: string[];
  isExact: boolean;
  jobId: string | null;
}

const ratio = z.number();
const mover = z.object({
  profileId: z.string(),
  userId: z.string().nullable(),
  before: z.number(),
  after: z.number(),
}) as z.ZodType<Mover>;

export const previewSchema: z.ZodType<PreviewJson> = z
  .object({
    day: z.iso.date(),
    changes: z.array(z.string()).openapi({ description: 'What is different, in words.' }),
    isExact: z.boolean().openapi({ description: 'Whether everybody was looked at.' }),
    jobId: z
      .string()
      .nullable()
      .openapi({ description: 'Of the job that looks at everybody; null if exact.' }),
    profiles: z.int().openapi({ description: 'Known profiles; estimated for a sample.' }),
    sampled: z.int(),
    marginOfError: z.number().openapi({
      description: 'How far a share of the sample may be off, with 95 % confidence; 0 if exact.',
    }),
    bands: z.array(z.object({ band: z.string(), before: ratio, after: ratio })),
    moves: z.array(z.object({ from: z.string(), to: z.string(), ratio })),
    changed: z.number().openapi({ description: 'The share of profiles that change band.' }),
    meanChange: z.number().openapi({ description: 'In score units.' }),
    distribution: z
      .array(z.object({ from: z.number().nullable(), before: ratio, after: ratio }))
      .openapi({ description: 'The share of scores from each edge up to the next one.' }),
    movers: z.object({ up: z.array(mover), down: z.array(mover) }),
  })
  .openapi('Preview');

/** A preview as the API tells it; `jobId` is of the job that looks at everybody. */
export function toSampledPreviewJson(
  { current, model, day }: PreviewTask,
  sample: SampledPreview,
  jobId: string | undefined,
): PreviewJson {
  return {
    day,
    changes: describeModelChange(current.definition, model.definition),
    isExact: sample.marginOfError === 0,
    jobId: jobId ?? null,
    ...sample,
  };
}
