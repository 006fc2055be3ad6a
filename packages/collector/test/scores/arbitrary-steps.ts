import type { ScoreModel } from '@ardent/core';
import fc from 'fast-check';

/** Something that happens to a person: what it is made of apart from its time and messageId. */
export interface Happening {
  fields: Record<string, unknown>;
  trusted: boolean;
  /** How many days before its receipt it happened. */
  daysAgo: number;
}

/** What may come to a project whose scores are kept. */
export type Step =
  | { append: Happening[] }
  | { publish: ScoreModel; createNew: boolean }
  | { erase: string }
  | { days: number }
  | { ticks: number }
  | { restart: 'orderly' | 'crash' }
  | { settle: true }
  | { compare: true };

const USERS = ['u1', 'u2', 'u3', 'both'];
const ANONYMOUS = ['a1', 'a2', 'both'];

// Sums that take each other away almost wholly, too.
const TOTALS = [1, 3, 0.25, -0.25, -2.5, 1e12, -1e12, 'none'];

const optional = <Value>(values: readonly Value[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined });

const event = fc.record({
  type: fc.constantFrom('track', 'page'),
  event: fc.constantFrom('Paid', 'Clicked'),
  nonInteraction: fc.constantFrom(false, false, true),
  properties: fc.record({ total: fc.constantFrom(...TOTALS) }),
  context: fc.record({ path: fc.constantFrom('/a', '/b', '/c') }),
});

const happening: fc.Arbitrary<Happening> = fc
  .record({
    ids: fc.record({ userId: optional(USERS), anonymousId: optional(ANONYMOUS) }),
    content: fc.oneof(
      { weight: 6, arbitrary: event },
      {
        weight: 1,
        arbitrary: fc.record({ type: fc.constant('identify'), optOut: fc.constantFrom(true, false) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          type: fc.constant('alias'),
          previousId: fc.constantFrom(...USERS, ...ANONYMOUS),
        }),
      },
    ),
    trusted: fc.boolean(),
    daysAgo: fc.constantFrom(0, 0, 0, 1, 2, 3, 89, 90, 300),
  })
  .map(({ ids, content, ...rest }) => {
    const given = Object.entries({ ...ids, ...content }).filter(([, value]) => value !== undefined);
    return { fields: Object.fromEntries(given), ...rest };
  });

const BASE = { target: 10 };
const ANY = { key: 'any', event: '*', weight: 1, perDay: 'log' } as const;
const SPENT = {
  key: 'spent',
  event: 'Paid',
  weight: 0.5,
  perDay: 'linear',
  measure: { sum: 'properties.total' },
} as const;
const PATHS = {
  key: 'paths',
  event: '*',
  weight: -2,
  perDay: { cap: 2 },
  measure: { distinct: 'context.path' },
} as const;

/** Half-lives so short that landmarks move, windows that days leave, weights of both signs. */
const MODELS: readonly ScoreModel[] = [
  { name: 'Day', decay: { type: 'half-life', days: 1 }, ...BASE, signals: [ANY, SPENT] },
  {
    name: 'Days',
    decay: { type: 'half-life', days: 3 },
    ...BASE,
    signals: [PATHS, { ...ANY, perDay: { cap: 1 } }],
  },
  { name: 'Window', decay: { type: 'window', days: 2 }, ...BASE, signals: [ANY, SPENT, PATHS] },
  {
    name: 'Today',
    decay: { type: 'window', days: 1 },
    target: 3,
    signals: [{ ...SPENT, perDay: 'log' }, ANY],
  },
];

const publish = fc.record({
  publish: fc.constantFrom(...MODELS),
  createNew: fc.constantFrom(false, false, true),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ append: fc.array(happening, { minLength: 1, maxLength: 5 }) }) },
  // Lets commits, steps of a build or of a day run before what comes next.
  { weight: 5, arbitrary: fc.record({ ticks: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ days: fc.constantFrom(1, 1, 1, 2, 3, 90, 450, -1, -2, -450) }) },
  { weight: 2, arbitrary: publish },
  { weight: 1, arbitrary: fc.record({ erase: fc.constantFrom(...USERS) }) },
  { weight: 2, arbitrary: fc.record({ restart: fc.constantFrom('orderly' as const, 'crash' as const) }) },
  { weight: 3, arbitrary: fc.constant({ settle: true as const }) },
  { weight: 4, arbitrary: fc.constant({ compare: true as const }) },
);

/** A model comes first under which nearly all that happens counts: of the default one days alone do. */
export const arbitrarySteps: fc.Arbitrary<Step[]> = fc
  .tuple(publish, fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }))
  .map(([first, rest]) => [first, ...rest]);
