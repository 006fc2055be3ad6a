import { CollectorError } from '../collector-error.ts';
import type { FailedCall } from './worker-protocol.ts';

/** An error as plain data: classes don't cross between threads. */
export function toFailedCall(error: unknown): FailedCall {
  if (error instanceof CollectorError) {
    return { code: error.code, message: error.message, hint: error.hint, stack: error.stack };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: null, message, hint: '', stack: error instanceof Error ? error.stack : undefined };
}

/** The inverse of `toFailedCall`. */
export function toError({ code, message, hint, stack }: FailedCall): Error {
  const error = code === null ? new Error(message) : new CollectorError({ code, message, hint });
  if (stack !== undefined) error.stack = stack;
  return error;
}
