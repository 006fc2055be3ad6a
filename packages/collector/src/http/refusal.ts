import { HTTPException } from 'hono/http-exception';
import { createProblem, type Problem } from '../problem.ts';
import { problemResponse } from './problem-response.ts';

/** Thrown inside routes: ends the request with a problem. Hono hands it to the one place that answers errors. */
export class Refusal extends HTTPException {
  constructor(details: Omit<Problem, 'type' | 'title'>, headers: Record<string, string> = {}) {
    const problem = createProblem(details);
    super(undefined, { res: problemResponse(problem, headers), message: problem.detail });
  }
}
