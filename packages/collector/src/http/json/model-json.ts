import type { DayString, ScoreModel } from '@ardent/core';
import { z } from '@hono/zod-openapi';
import { describeModelChange } from '../../dashboard/words/describe-model-change.ts';
import type { ListedVersion, VersionState } from '../../storage/model-work.ts';

/** A version of a model. */
export interface ModelVersionJson {
  modelId: string;
  isMain: boolean;
  version: number;
  state: VersionState;
  /** Share of the kept days whose events its signals have counted. */
  countedRatio: number;
  /** How much of the rows that lists are read from is built; null: a draft, or no longer current. */
  scoredRatio: number | null;
  /** In words, from the version published before. */
  changes: string[];
  definition: ScoreModel;
  author: string;
  publishedBy: string | null;
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

/** A model as OpenAPI knows it; core checks it. */
export const definitionSchema: z.ZodType<ScoreModel> = scoreModelSchema as unknown as z.ZodType<ScoreModel>;

export const modelVersionSchema: z.ZodType<ModelVersionJson> = z
  .object({
    modelId: z.string(),
    isMain: z.boolean(),
    version: z.int(),
    state: z
      .enum(['draft', 'filling', 'published'])
      .openapi({ description: 'filling: published as soon as its signals are counted.' }),
    countedRatio: z.number().openapi({
      description: 'Of the days with stored events, the share that its signals have counted, 0 to 1.',
    }),
    scoredRatio: z.number().nullable().openapi({
      description:
        'How much is built of the rows that lists are read from, 0 to 1; null for drafts and for versions that are no longer current.',
    }),
    changes: z.array(z.string()).openapi({
      description: 'What is different from the version published before, in words.',
      example: ['Report Viewed 3 → 5'],
    }),
    definition: definitionSchema,
    author: z.string(),
    publishedBy: z.string().nullable(),
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
  publish?: boolean | undefined;
  reason: string;
}

export const publishModelSchema: z.ZodType<PublishModelJson> = z
  .strictObject(
    {
      model: z
        .record(z.string(), z.unknown(), { error: 'must be an object: a score model' })
        .openapi({ description: 'A ScoreModel.', type: 'object' }),
      publish: z
        .boolean({ error: 'must be true or false' })
        .optional()
        .openapi({ description: 'True: it counts at once; else it is a draft.' }),
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

/** Versions as the API tells them, with what is different from the one published before. */
export function toModelVersionsJson(
  versions: readonly ListedVersion[],
  all: readonly ListedVersion[],
): ModelVersionJson[] {
  return versions.map((version) => {
    const before = all.findLast(
      (one) => one.modelId === version.modelId && one.state === 'published' && one.version < version.version,
    );
    return toModelVersionJson(version, before);
  });
}

function toModelVersionJson(version: ListedVersion, before: ListedVersion | undefined): ModelVersionJson {
  const { modelId, isMain, definition, author, reason, createdAt, publishedAt, countedFrom } = version;
  return {
    modelId,
    isMain,
    version: version.version,
    state: version.state,
    countedRatio: version.countedRatio,
    scoredRatio: version.scoredRatio,
    changes: before === undefined ? [] : describeModelChange(before.definition, definition),
    definition,
    author,
    publishedBy: version.publishedBy,
    reason,
    createdAt: new Date(createdAt).toISOString(),
    publishedAt: publishedAt === null ? null : new Date(publishedAt).toISOString(),
    countedFrom,
  };
}
