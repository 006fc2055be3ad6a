import { z } from '@hono/zod-openapi';
import { PROBLEM_CONTENT_TYPE, type Problem } from '../../problem.ts';

const problemSchema: z.ZodType<Omit<Problem, 'problems'>> = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string().openapi({ description: 'Stable; for programs.' }),
    detail: z.string().openapi({ description: 'What is wrong, with the field and the value.' }),
    remedy: z.string().openapi({ description: 'What to do about it.' }),
    problems: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem');

/** What OpenAPI says of a route's refusals, by status. */
export function refusals(reasons: Record<number, string>): object {
  const content = { [PROBLEM_CONTENT_TYPE]: { schema: problemSchema } };
  return Object.fromEntries(
    Object.entries(reasons).map(([status, description]) => [status, { description, content }]),
  );
}

/** Refusals of every route that needs a secret key. */
export const KEY_REFUSALS: Record<number, string> = {
  400: 'A parameter is unknown or wrong.',
  401: 'No secret key, or one that is not known.',
  403: 'The key may not do this.',
};
