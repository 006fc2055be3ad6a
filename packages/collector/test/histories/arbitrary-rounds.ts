import fc from 'fast-check';
import { SECRET_KEY, WRITE_KEY } from '../http/open-collector.ts';
import { DAY_MS, HOUR_MS } from '../storage/messages.ts';
import { ANONYMOUS_IDS, GROUP_IDS, present, USER_IDS } from './arbitrary-messages.ts';
import { arbitraryMessageId } from './message-ids.ts';

/** A request of its own connection. */
export interface Sending {
  route: 'batch' | 'import';
  key: string;
  batch: object[];
}

const who = fc.record({
  messageId: arbitraryMessageId,
  userId: fc.option(fc.constantFrom(...USER_IDS), { nil: undefined }),
  anonymousId: fc.constantFrom(...ANONYMOUS_IDS),
  timestamp: fc
    .constantFrom(HOUR_MS, DAY_MS, 2 * DAY_MS, 100 * DAY_MS)
    .map((ago) => new Date(Date.now() - ago).toISOString()),
});
const what = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom('track', 'page'),
      event: fc.constantFrom('Paid', 'Invite Sent', 'Subscription Cancelled'),
      properties: fc.record({ nonInteraction: fc.boolean() }, { requiredKeys: [] }),
      context: fc.record({ sessionId: fc.constantFrom('s1', 's2') }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('identify'),
      traits: fc.record({ plan: fc.constantFrom('x', 'y') }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('group'),
      groupId: fc.constantFrom(...GROUP_IDS),
      traits: fc.record({ seats: fc.constantFrom(5, 20) }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('alias'),
      previousId: fc.constantFrom(...USER_IDS, ...ANONYMOUS_IDS),
    }),
  },
);
const message = fc.tuple(who, what).map((parts) => present(Object.assign({}, ...parts)));
const batch = fc.array(message, { minLength: 1, maxLength: 30, size: 'max' });
const sender = fc.constantFrom(
  { route: 'batch', key: WRITE_KEY } as const,
  { route: 'batch', key: SECRET_KEY } as const,
  { route: 'import', key: SECRET_KEY } as const,
);

/** One batch on two connections, as it is and in part, and one that is nobody's else. */
const round: fc.Arbitrary<Sending[]> = fc
  .tuple(batch, batch, fc.tuple(sender, sender, sender), fc.constantFrom('same', 'reversed', 'half', 'other'))
  .map(([first, second, [one, two, three], kind]) => {
    const half = first.slice(0, Math.ceil(first.length / 2));
    const again = { same: first, reversed: first.toReversed(), half, other: second }[kind];
    return [
      { ...one, batch: first },
      { ...two, batch: again },
      { ...three, batch: kind === 'other' ? [...second, ...half] : second },
    ];
  });

/** Requests that are sent at once, again and again. */
export const arbitraryRounds: fc.Arbitrary<Sending[][]> = fc.array(round, { minLength: 3, maxLength: 5 });
