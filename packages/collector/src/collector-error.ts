/**
 * The collector's one error class: something outside went wrong (disk, settings, a file), not an expected outcome.
 * `code` is stable and for programs, `message` says what happened, `hint` what the operator can do about it.
 */
export class CollectorError extends Error {
  override readonly name = 'CollectorError';
  readonly code: string;
  readonly hint: string;
  /** When to try again, if that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(details: {
    code: string;
    message: string;
    hint: string;
    retryAfterSeconds?: number;
    cause?: unknown;
  }) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.hint = details.hint;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}
