import { z } from '@hono/zod-openapi';
import { isTraitName } from './to-profile-query.ts';

/**
 * A query of these parameters and of `trait.<name>`, any number of them; others are refused, because a misspelt filter
 * that is ignored shows everybody.
 *
 * @param onePoint what to ask instead of a list with `at`.
 */
export function listQueryOf<Shape extends z.ZodRawShape>(
  shape: Shape,
  onePoint: string,
): z.ZodObject<Shape, z.core.$loose> {
  return z.looseObject(shape).superRefine(
    (query, context) => {
      for (const [name, value] of Object.entries(query)) {
        if (Object.hasOwn(shape, name)) continue;
        const message = isTraitName(name) ? traitProblem(value) : unknownProblem(name);
        if (message !== undefined) context.addIssue({ code: 'custom', path: [name], message });
      }
    },
    // Also where other parameters are wrong: all is said at once.
    { when: () => true },
  );

  function unknownProblem(name: string): string {
    if (name === 'at') {
      return `is not possible for a list, past scores are for one at a time: ask ${onePoint}`;
    }
    return `is not known here: allowed are ${[...Object.keys(shape), 'trait.<name>'].join(', ')}`;
  }
}

function traitProblem(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 300
    ? undefined
    : 'must be given once, with at most 300 characters';
}
