import { createProblem } from '../problem.ts';
import type { IngestAnswer } from './ingest.ts';

/** Why a whole request is refused. */
export interface RequestProblem {
  status: Exclude<IngestAnswer['status'], 200>;
  code: string;
  /** What is wrong, naming field and value. */
  detail: string;
  /** What the sender can do. */
  remedy: string;
  retryAfterSeconds?: number;
}

/** Thrown where a request turns out to be refused as a whole; answered as a problem. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly problem: RequestProblem;

  constructor(problem: RequestProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The finished answer to a refused request. */
export function toProblemAnswer({ retryAfterSeconds, ...details }: RequestProblem): IngestAnswer {
  const answer = { status: details.status, body: JSON.stringify(createProblem(details)) };
  return retryAfterSeconds === undefined ? answer : { ...answer, retryAfterSeconds };
}
