import fc from 'fast-check';
import type { AppendItem } from '../../src/storage/project-storage.ts';
import { DAY_MS, HOUR_MS, item, NOON } from './messages.ts';

/** Few ids, so that links, merges and duplicates are frequent; one text is both a userId and an anonymousId. */
export const USER_IDS = ['u1', 'u2', 'u3', 'both'];
export const ANONYMOUS_IDS = ['a1', 'a2', 'a3', 'both'];

const uuidOf = (n: number) => `0190a0b0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const MESSAGE_IDS = Array.from({ length: 40 }, (_, n) => [
  uuidOf(n),
  `ajs-next-17000000000${10 + n}-${uuidOf(0)}`,
  `random ${n}`,
  `01ARZ3NDEKTSV4RRFFQ69G5F${10 + n}`,
]).flat();

// Mostly the same two days, so that what is merged meets.
const OFFSETS_MS = [
  -500 * DAY_MS,
  -300 * DAY_MS,
  -3 * DAY_MS,
  2 * DAY_MS,
  HOUR_MS,
  ...[-DAY_MS, -HOUR_MS, -1, 0].flatMap((ms) => [ms, ms, ms]),
];

const optional = <Value>(values: readonly Value[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });
const traits = fc.dictionary(fc.constantFrom('plan', 'city'), fc.constantFrom('x', 'y', 7, null), {
  maxKeys: 2,
});

const fields = fc.record({
  messageId: fc.constantFrom(...MESSAGE_IDS),
  userId: optional(USER_IDS),
  anonymousId: optional(ANONYMOUS_IDS),
  timestamp: fc.option(
    fc.constantFrom(...OFFSETS_MS).map((offset) => NOON + offset),
    { nil: undefined },
  ),
  sentAt: fc.option(fc.constantFrom(NOON, NOON - 1_000, NOON - 2 * DAY_MS, NOON + HOUR_MS), {
    nil: undefined,
  }),
});

const content = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom('track', 'page', 'screen'),
      event: fc.constantFrom('Paid', 'Clicked'),
      nonInteraction: fc.boolean(),
      properties: fc.record({
        total: fc.constantFrom(1, -2.5, '3', 'none', 1e13),
        plan: fc.constantFrom('pro', 'free', 1),
      }),
      context: fc.record({ path: fc.constantFrom('/a', '/a/longer/path') }, { requiredKeys: [] }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('identify'), traits, optOut: optional([true, false]) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('group'), traits, groupId: fc.constantFrom('g1', 'g2') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('alias'),
      previousId: fc.constantFrom(...USER_IDS, ...ANONYMOUS_IDS, 'unknown'),
    }),
  },
);

/** Messages of all types, with ids, clocks and senders of every kind. */
export const arbitraryItem: fc.Arbitrary<AppendItem> = fc
  .record({
    fields,
    content,
    trusted: fc.boolean(),
    isBot: fc.boolean(),
    late: fc.constantFrom(0, 0, HOUR_MS, DAY_MS),
  })
  .map(
    ({
      fields: { userId, anonymousId, timestamp, sentAt, messageId },
      content: rest,
      trusted,
      isBot,
      late,
    }) => {
      const given = { ...rest, messageId, userId, anonymousId, timestamp, sentAt } as object;
      const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      return item(present, { trusted, isBot, receivedAt: NOON + late });
    },
  );
