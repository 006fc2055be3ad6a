import { showValue } from '../show-value.ts';
import { MESSAGE_LIMITS } from './limits.ts';
import { Refusal } from './refusal.ts';
import { isStorableText } from './storable-text.ts';

/**
 * An id as a string, or undefined where it is absent (`undefined`, `null` or `''`). Whole numbers become strings.
 * An id is never mended: two different ids must not become one.
 *
 * @throws Refusal `invalid_id` for any other type, numbers that JavaScript can't hold exactly, more than 255
 * characters, NUL characters and half surrogate pairs.
 */
export function readId(value: unknown, field: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
  if (typeof value !== 'string') {
    throw new Refusal(
      'invalid_id',
      `${field} must be a string or a whole number below 2^53, got ${showValue(value)}: send it as a string`,
    );
  }
  if (value.length > MESSAGE_LIMITS.idLength) {
    throw new Refusal(
      'invalid_id',
      `${field} must have at most ${MESSAGE_LIMITS.idLength} characters, got ${showValue(value)}: send a shorter id`,
    );
  }
  if (!isStorableText(value)) {
    throw new Refusal(
      'invalid_id',
      `${field} must be valid Unicode without NUL characters, got ${showValue(value)}: send the id as it is in your database`,
    );
  }
  return value;
}
