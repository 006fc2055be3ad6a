import type { Context } from 'hono';
import type { z } from 'zod';
import { createProblem } from '../problem.ts';
import { problemResponse } from './problem-response.ts';

const LONGEST_SHOWN_VALUE = 80;

/** Answers a request that its route's schemas refuse, with everything that is wrong at once. */
export function answerInvalid(
  result: { success: true } | { success: false; target: string; error: z.core.$ZodError },
  c: Context,
): Response | undefined {
  if (result.success) return undefined;
  const { target } = result;
  const problems = result.error.issues.flatMap((issue) => toProblems(issue, target, c));
  const problem = createProblem({
    status: 400,
    code: target === 'json' ? 'invalid_body' : 'invalid_parameter',
    detail: `${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}.`,
    remedy:
      target === 'json' ? 'Correct the body and send it again.' : 'Correct the parameter, or leave it out.',
    problems,
  });
  return problemResponse(problem);
}

function toProblems(
  issue: z.core.$ZodIssue,
  target: string,
  c: Context,
): { path: string; message: string }[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((path) => ({ path, message: issue.message }));
  const path = issue.path.join('.') || 'body';
  const got = target === 'query' && issue.message.startsWith('must') ? c.req.query(path) : undefined;
  return [{ path, message: got === undefined ? issue.message : `${issue.message}, got ${show(got)}` }];
}

function show(text: string): string {
  return JSON.stringify(text.length > LONGEST_SHOWN_VALUE ? `${text.slice(0, LONGEST_SHOWN_VALUE)}…` : text);
}
