import { z } from '@hono/zod-openapi';

/** Text of a query, at most once. Length bounds keep nonsense out of look-ups and messages. */
export function textParameter(description: string, longest = 300): z.ZodString {
  return z
    .string({ error: 'must be given once' })
    .min(1, 'must not be empty')
    .max(longest, `must have at most ${longest} characters`)
    .openapi({ description });
}

/** A whole number within bounds, both included. */
export function wholeNumberParameter(
  description: string,
  { least, most }: { least: number; most: number },
): z.ZodType<number, string> {
  const requirement = `must be a whole number from ${least} to ${most}`;
  return z
    .string({ error: 'must be given once' })
    .regex(/^-?\d{1,12}$/, requirement)
    .transform(Number)
    .refine((value) => value >= least && value <= most, requirement)
    .openapi({ type: 'integer', minimum: least, maximum: most, description });
}

/** One of a few words. */
export function choiceParameter<const Word extends string>(
  description: string,
  words: readonly [Word, ...Word[]],
): z.ZodType<Word, Word> {
  return z.enum(words, { error: `must be one of ${words.join(', ')}` }).openapi({ description }) as z.ZodType<
    Word,
    Word
  >;
}

/** A query of just these parameters: others are refused, because a misspelt filter that is ignored shows everybody. */
export function queryOf<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const allowed = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `is not known here: allowed are ${allowed}` : undefined,
  });
}
