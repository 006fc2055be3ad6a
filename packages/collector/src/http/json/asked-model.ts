import { z } from '@hono/zod-openapi';

/** Fields of a body that asks about a stored version or about a model that it brings. */
export const askedModelShape: {
  version: z.ZodOptional<z.ZodNumber>;
  model: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodUnknown>>;
} = {
  version: z.int('must be the number of a version').min(1, 'must be 1 or more').optional(),
  model: z
    .record(z.string(), z.unknown(), { error: 'must be an object: a score model' })
    .optional()
    .openapi({ type: 'object', description: 'A ScoreModel, instead of a version.' }),
};

/** `horizonDays`: in how many days after a score its outcome is looked for. */
export const horizonDaysShape: z.ZodDefault<z.ZodNumber> = z
  .int('must be a whole number of days from 7 to 180')
  .min(7, 'must be at least 7')
  .max(180, 'must be at most 180')
  .default(28)
  .openapi({ description: 'The outcome is looked for in so many days after a score.' });
