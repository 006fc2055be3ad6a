import { showValue } from '../show-value.ts';
import { MESSAGE_LIMITS } from './limits.ts';
import { Refusal } from './refusal.ts';
import { isStorableText } from './storable-text.ts';

/**
 * The name of a track's event, kept exactly as sent.
 *
 * @throws Refusal `missing_event` if it is absent or blank; `invalid_event` if it is no string, longer than 200
 * characters, or holds NUL characters or half surrogate pairs.
 */
export function readEventName(value: unknown): string {
  if (value === undefined || value === null) {
    throw new Refusal(
      'missing_event',
      'event must name what happened, got nothing: send for example "Report Viewed"',
    );
  }
  if (typeof value !== 'string') {
    throw new Refusal(
      'invalid_event',
      `event must be a string, got ${showValue(value)}: send the event's name`,
    );
  }
  if (value.trim() === '') {
    throw new Refusal(
      'missing_event',
      `event must name what happened, got ${showValue(value)}: send for example "Report Viewed"`,
    );
  }
  if (value.length > MESSAGE_LIMITS.eventLength) {
    throw new Refusal(
      'invalid_event',
      `event must have at most ${MESSAGE_LIMITS.eventLength} characters, got ${showValue(value)}: put what varies into properties`,
    );
  }
  if (!isStorableText(value)) {
    throw new Refusal(
      'invalid_event',
      `event must be valid Unicode without NUL characters, got ${showValue(value)}: send a plain name`,
    );
  }
  return value;
}
