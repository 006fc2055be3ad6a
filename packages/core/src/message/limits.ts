/** What a message may hold; more is refused with `too_large`, `too_deep`, `too_many_keys`, `invalid_id` or `invalid_event`. */
export const MESSAGE_LIMITS = {
  /** Characters of an id. */
  idLength: 255,
  /** Characters of an event name. */
  eventLength: 200,
  /** Characters of any other string, and of a key. */
  stringLength: 16_384,
  /** Levels of nesting; the properties or traits themselves are the first. */
  depth: 10,
  /** Keys of properties, traits and campaign together, nested ones included. */
  keys: 300,
} as const;
