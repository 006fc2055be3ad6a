import { z } from '@hono/zod-openapi';
import { wholeNumberParameter } from './parameters.ts';

/** Bounds of a version's number. */
export const VERSION_NUMBERS: { least: number; most: number } = { least: 1, most: 1_000_000 };

/** The path of one version. */
export const versionParams: z.ZodObject<{ modelId: z.ZodString; version: z.ZodType<number, string> }> =
  z.object({
    modelId: z.string(),
    version: wholeNumberParameter('Number of the version.', VERSION_NUMBERS),
  });
