import type { JsonValue, Message } from '../message/message.ts';
import type { FilterValue, Signal } from '../model/score-model.ts';
import { readPath } from './read-path.ts';

/** What of a signal says which events it measures. */
export type SignalFilter = Pick<Signal, 'event' | 'where'>;

export interface MatchesSignalOptions {
  /** Names of the project's passive events: what happens without the person doing anything. */
  passiveEvents?: ReadonlySet<string>;
}

/**
 * Whether a signal measures a message: an event (track, page or screen) of the signal's name, or for `*` any that is
 * not passive, that passes every filter of `where`. Filters compare with `===`; a list passes if any of it does.
 */
export function matchesSignal(
  signal: SignalFilter,
  message: Message,
  options: MatchesSignalOptions = {},
): boolean {
  if (message.event === undefined) return false;
  if (signal.event === '*' ? isPassive(message, options) : signal.event !== message.event) return false;
  if (signal.where === undefined) return true;
  return Object.entries(signal.where).every(([path, filter]) => passes(filter, readPath(message, path)));
}

/** Whether the person did nothing: `properties.nonInteraction` is true, or the event is on the project's passive list. */
export function isPassive(message: Message, { passiveEvents }: MatchesSignalOptions = {}): boolean {
  return (
    message.nonInteraction || (message.event !== undefined && (passiveEvents?.has(message.event) ?? false))
  );
}

function passes(filter: FilterValue | FilterValue[], value: JsonValue | undefined): boolean {
  return Array.isArray(filter) ? filter.some((one) => one === value) : filter === value;
}
