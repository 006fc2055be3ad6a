import type { DayString, ScoreModel } from '@ardent/core';
import { z } from '@hono/zod-openapi';
import type { ModelVersion } from '../../storage/project-storage.ts';

/** A version of a model. */
export interface ModelVersionJson {
  modelId: string;
  isMain: boolean;
  version: number;
  definition: ScoreModel;
  author: string;
  reason: string;
  createdAt: string;
  publishedAt: string | null;
  countedFrom: DayString | null;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const scoreModelSchema = z
  .object({
    name: z.string(),
    decay: z.object({ type: z.enum(['half-life', 'window']), days: z.int().min(1) }),
    target: z.number().openapi({ description: 'The raw value of a healthy customer: it scores 100.' }),
    signals: z.array(
      z.object({
        key: z.string(),
        event: z.string().openapi({ description: 'Name of the event; * is any that is not passive.' }),
        weight: z.number(),
        perDay: z.union([z.enum(['linear', 'log']), z.object({ cap: z.number() })]),
        measure: z
          .union([z.literal('count'), z.object({ sum: z.string() }), z.object({ distinct: z.string() })])
          .optional(),
        where: z.record(z.string(), z.union([scalar, z.array(scalar)])).optional(),
        dimension: z.string().optional(),
      }),
    ),
    bands: z.array(z.object({ key: z.string(), from: z.int().optional() })).optional(),
  })
  .openapi('ScoreModel');

export const modelVersionSchema: z.ZodType<ModelVersionJson> = z
  .object({
    modelId: z.string(),
    isMain: z.boolean(),
    version: z.int(),
    definition: scoreModelSchema as unknown as z.ZodType<ScoreModel>,
    author: z.string(),
    reason: z.string(),
    createdAt: z.iso.datetime(),
    publishedAt: z.iso.datetime().nullable(),
    countedFrom: z.iso.date().nullable().openapi({
      description: 'The first day on which all of its signals are counted; null: since the first event.',
    }),
  })
  .openapi('ModelVersion');

/** The body of `POST /v1/models`. The model is checked by core, which names everything that is wrong with it. */
export interface PublishModelJson {
  model: Record<string, unknown>;
  publish: true;
  reason: string;
}

export const publishModelSchema: z.ZodType<PublishModelJson> = z
  .strictObject(
    {
      model: z
        .record(z.string(), z.unknown(), { error: 'must be an object: a score model' })
        .openapi({ description: 'A ScoreModel.', type: 'object' }),
      publish: z.literal(true, { error: 'must be true: a version counts from when it is published' }),
      reason: z
        .string({ error: 'must be a text that says why' })
        .trim()
        .min(1, 'must say why the model changes')
        .max(500, 'must have at most 500 characters'),
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? 'is not known here: allowed are model, publish, reason'
          : undefined,
    },
  )
  .openapi('PublishModel');

/** A version as the API tells it. */
export function toModelVersionJson(version: ModelVersion): ModelVersionJson {
  const { modelId, isMain, definition, author, reason, createdAt, publishedAt, countedFrom } = version;
  return {
    modelId,
    isMain,
    version: version.version,
    definition,
    author,
    reason,
    createdAt: new Date(createdAt).toISOString(),
    publishedAt: publishedAt === null ? null : new Date(publishedAt).toISOString(),
    countedFrom,
  };
}
