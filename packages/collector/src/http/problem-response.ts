import { createProblem, PROBLEM_CONTENT_TYPE, type Problem } from '../problem.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** The answer that refuses something: its JSON, its status, and headers that no answer is without. */
export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...SECURITY_HEADERS, 'content-type': PROBLEM_CONTENT_TYPE, ...headers },
  });
}

/** Nothing is at this address. */
export function notFoundProblem(method: string): Problem {
  return createProblem({
    status: 404,
    code: 'not_found',
    detail: `There is nothing at this address for ${method}.`,
    remedy: 'See /openapi.json for what there is.',
  });
}
