import { showValue } from './show-value.ts';

/**
 * The one error that core throws: an argument of a scoring function is not what it must be.
 * Its message reads `decay.days must be a whole number of days, at least 1, got -3`.
 */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
  /** Which input is wrong, as a path: `model.decay.days`, `counts[3].day`. */
  readonly field: string;

  constructor(field: string, requirement: string, got: unknown) {
    super(`${field} must be ${requirement}, got ${showValue(got)}`);
    this.field = field;
  }
}
