import { STATUS_CODES } from 'node:http';

/** An answer that refuses something, as RFC 9457 has it; `code` is for programs, `remedy` says what to do. */
export interface Problem {
  type: 'about:blank';
  title: string;
  status: number;
  code: string;
  /** What is wrong here, with the field and the value. */
  detail: string;
  remedy: string;
  /** Each thing that is wrong, where several are. */
  problems?: { path: string; message: string }[];
}

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

/** A problem with the title of its status. */
export function createProblem(details: Omit<Problem, 'type' | 'title'>): Problem {
  return { type: 'about:blank', title: STATUS_CODES[details.status] ?? 'Error', ...details };
}
