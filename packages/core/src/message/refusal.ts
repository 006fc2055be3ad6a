import type { RejectionCode } from './message.ts';

/**
 * Thrown by the readers of a message's parts and caught by `parseMessage`, which answers it as a rejection.
 * No Error, because collecting a stack trace would make refusing a message three times as dear as taking it.
 */
export class Refusal {
  readonly code: RejectionCode;
  readonly message: string;

  constructor(code: RejectionCode, message: string) {
    this.code = code;
    this.message = message;
  }
}
