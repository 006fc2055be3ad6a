import fc from 'fast-check';
import type { AppendItem } from '../../src/storage/project-storage.ts';
import { DAY_MS, HOUR_MS, item, NOON } from '../storage/messages.ts';
import { arbitraryMessageId } from './message-ids.ts';

/** Few ids, so that links, merges and duplicates are frequent; one text is both a userId and an anonymousId. */
export const USER_IDS = ['u1', 'u2', 'u3', 'both'];
export const ANONYMOUS_IDS = ['a1', 'a2', 'a3', 'both'];
export const GROUP_IDS = ['g1', 'g2'];
export const PASSIVE_EVENT = 'Invoice Paid';

// Mostly the same two days, so that what is merged meets.
const OFFSETS_MS = [
  -500 * DAY_MS,
  -300 * DAY_MS,
  -30 * DAY_MS,
  -3 * DAY_MS,
  2 * DAY_MS,
  HOUR_MS,
  ...[-DAY_MS, -HOUR_MS, -1, 0].flatMap((ms) => [ms, ms, ms]),
];

const optional = <Value>(values: readonly Value[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });

/** Times to send with a message, as distances to the receipt at `NOON`. */
export const arbitraryTimestamp: fc.Arbitrary<number> = fc
  .constantFrom(...OFFSETS_MS)
  .map((offset) => NOON + offset);

const fields = fc.record({
  messageId: fc.option(arbitraryMessageId, { nil: undefined, freq: 6 }),
  userId: optional(USER_IDS),
  anonymousId: optional(ANONYMOUS_IDS),
  timestamp: fc.option(arbitraryTimestamp, { nil: undefined }),
  dropped: fc.option(fc.constantFrom(1, 3, 7), { nil: undefined, freq: 2 }),
  sentAt: fc.option(fc.constantFrom(NOON, NOON - 1_000, NOON - 2 * DAY_MS, NOON + HOUR_MS), {
    nil: undefined,
  }),
});

const event = fc.record({
  type: fc.constantFrom('track', 'page', 'screen'),
  event: fc.constantFrom(
    'Paid',
    'Clicked',
    'Page Viewed',
    'Invite Sent',
    'Subscription Cancelled',
    PASSIVE_EVENT,
  ),
  nonInteraction: fc.boolean(),
  properties: fc.record({
    total: fc.constantFrom(1, -2.5, '3', 'none', 1e13),
    plan: fc.constantFrom('pro', 'free', 1),
  }),
  context: fc.record(
    { path: fc.constantFrom('/a', '/a/longer/path'), sessionId: fc.constantFrom('s1', 's2') },
    { requiredKeys: [] },
  ),
});
const identify = fc.record({
  type: fc.constant('identify'),
  traits: fc.dictionary(fc.constantFrom('plan', 'city'), fc.constantFrom('x', 'y', 7, null), { maxKeys: 2 }),
  optOut: optional([true, false]),
});
const group = fc.record({
  type: fc.constant('group'),
  groupId: fc.constantFrom(...GROUP_IDS),
  traits: fc.record(
    { plan: fc.constantFrom('x', 'y'), seats: fc.constantFrom(1, 5, 20, 0, 2.5, 'many', null) },
    { requiredKeys: [] },
  ),
});
const alias = fc.record({
  type: fc.constant('alias'),
  previousId: fc.constantFrom(...USER_IDS, ...ANONYMOUS_IDS, 'unknown'),
});
const content = fc.oneof(
  { weight: 6, arbitrary: event },
  { weight: 2, arbitrary: identify },
  { weight: 2, arbitrary: group },
  { weight: 2, arbitrary: alias },
);

const arrival = fc
  .record({
    trusted: fc.boolean(),
    isBot: weighted(9),
    imported: weighted(3),
    late: fc.constantFrom(0, 0, HOUR_MS),
  })
  // Only a secret key imports.
  .map(({ trusted, isBot, imported, late }) => ({
    isBot,
    imported,
    trusted: trusted || imported,
    receivedAt: NOON + late,
  }));

/** Messages of all types received around `NOON`, with ids, clocks and senders of every kind. */
export const arbitraryItem: fc.Arbitrary<AppendItem> = fc
  .record({ fields, content, arrival })
  .map((one) => item(present({ ...one.content, ...one.fields }), one.arrival));

/** History that names no messages: they get their ids from their content. */
export const arbitraryImport: fc.Arbitrary<AppendItem> = fc
  .record({ userId: fc.constantFrom(...USER_IDS), timestamp: arbitraryTimestamp, told: event })
  .map(({ told, ...ids }) => item(present({ ...told, ...ids }), { trusted: true, imported: true }));

/** With a secret key: two known users are one, or an anonymous one is known. */
export const arbitraryJoin: fc.Arbitrary<AppendItem> = fc
  .record({
    userId: fc.constantFrom(...USER_IDS),
    previousId: fc.constantFrom(...USER_IDS, ...ANONYMOUS_IDS),
  })
  .map((ids) => item({ type: 'alias', ...ids }, { trusted: true }));

/** Things said of one person at the same instant: only their messageIds tell which was the last. */
export const arbitraryTies: fc.Arbitrary<AppendItem[]> = fc
  .record({
    userId: fc.constantFrom(...USER_IDS),
    timestamp: arbitraryTimestamp,
    told: fc.array(fc.tuple(arbitraryMessageId, fc.oneof(identify, group)), { minLength: 3, maxLength: 6 }),
  })
  .map(({ userId, timestamp, told }) =>
    told.map(([messageId, one]) =>
      item(present({ ...one, messageId, userId, timestamp }), { trusted: true }),
    ),
  );

/** Only what is there: an absent field is no key. */
export function present<Fields extends object>(fields: Fields): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function weighted(freqOfFalse: number): fc.Arbitrary<boolean> {
  return fc.oneof(
    { weight: freqOfFalse, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  );
}
