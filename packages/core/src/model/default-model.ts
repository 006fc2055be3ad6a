import { PAGE_VIEWED } from '../message/parse-message.ts';
import { defaultPreset, type PresetSignal } from './presets.ts';
import type { ScoreModel } from './score-model.ts';
import { type Recipe, targetFromRecipe } from './target-from-recipe.ts';

const defaultSignals = (): PresetSignal[] => [
  { key: 'active_days', event: '*', weight: 5, perDay: { cap: 1 }, dimension: 'frequency' },
  {
    key: 'sessions',
    event: '*',
    weight: 1,
    measure: { distinct: 'context.sessionId' },
    dimension: 'frequency',
  },
  { key: 'page_views', event: PAGE_VIEWED, weight: 1, dimension: 'depth' },
  { key: 'sign_ups', event: 'Signed Up', weight: 10, perDay: { cap: 1 }, dimension: 'outcomes' },
  { key: 'invites', event: 'Invite Sent', weight: 8, dimension: 'social' },
  { key: 'upgrades', event: 'Subscription Upgraded', weight: 20, perDay: { cap: 1 }, dimension: 'outcomes' },
  {
    key: 'cancellations',
    event: 'Subscription Cancelled',
    weight: -100,
    perDay: { cap: 1 },
    dimension: 'outcomes',
  },
  { key: 'support_tickets', event: 'Support Ticket Created', weight: -6, dimension: 'support' },
];

/** What makes 100 in the default model: 12 active days in 30, each with one session and 7 page views. */
export const DEFAULT_RECIPE: Recipe = {
  active_days: { days: 12 },
  sessions: { days: 12 },
  page_views: { days: 12, amount: 7 },
};

/**
 * The model that a new project starts with, made of what every app sends without any set-up, so that scores make sense
 * before anyone sets weights.
 *
 * - Coming back is what counts most (5 points a day), because it says the same in every product; the first session
 *   and the first page view of such a day add 1 each, and more of them ever less.
 * - `Signed Up` and `Invite Sent` have their names from Segment's B2B SaaS spec. That spec names nothing for the rest;
 *   `Subscription Upgraded`, `Subscription Cancelled` and `Support Ticket Created` follow its way of naming. Who sends
 *   other names changes the event of the signal.
 * - Signing up lifts a newcomer out of the lowest scores. Inviting others weighs more than a day of use, upgrading
 *   as much as four active days; a cancellation takes a healthy customer below 0, into churn risk, and half of it is
 *   forgotten after two weeks.
 * - A support ticket costs a little more than the active day that it makes: someone who only writes tickets is not
 *   engaged, someone who uses the product and needs help now and then is.
 * - What can only happen once in earnest counts once a day, so that a double click is no second upgrade.
 *
 * The target is the recipe's (`DEFAULT_RECIPE`), as a whole number.
 */
export function defaultModel(): ScoreModel {
  const model = defaultPreset('Default', defaultSignals(), 1);
  return { ...model, target: Math.round(targetFromRecipe(model, DEFAULT_RECIPE)) };
}
