import { InvalidInputError } from '../invalid-input-error.ts';
import { memoryDays } from '../score/memory-days.ts';
import { perDay } from '../score/per-day.ts';
import type { ScoreModel } from './score-model.ts';

/** What a healthy customer does in 30 days: per signal, on how many of the days, and how much on each of those. */
export type Recipe = Record<string, { days: number; amount?: number }>;

const RECIPE_DAYS = 30;

/**
 * The target at which a customer who lives by the recipe, month after month, scores 100 on average:
 * `Σ weight · g(amount) · days/30 · memory`, where memory is how many days' worth of points the decay holds.
 * Signals that the recipe leaves out are extra.
 *
 * @param recipe by the model's signal keys; days above 0, at most 30; amount 1 if absent.
 * @throws InvalidInputError for a key that the model doesn't have, days or amounts out of range, or a sum of 0 or less.
 */
export function targetFromRecipe(model: Pick<ScoreModel, 'decay' | 'signals'>, recipe: Recipe): number {
  let daily = 0;
  for (const [key, { days, amount = 1 }] of Object.entries(recipe)) {
    const signal = model.signals.find((one) => one.key === key);
    if (signal === undefined) throw new InvalidInputError('recipe', 'about signals of the model', key);
    if (!(days > 0 && days <= RECIPE_DAYS)) {
      throw new InvalidInputError(`recipe.${key}.days`, `a number above 0 and at most ${RECIPE_DAYS}`, days);
    }
    if (!(amount > 0 && Number.isFinite(amount))) {
      throw new InvalidInputError(`recipe.${key}.amount`, 'a number above 0', amount);
    }
    daily += signal.weight * perDay(amount, signal.perDay) * (days / RECIPE_DAYS);
  }
  if (daily <= 0) throw new InvalidInputError('recipe', 'worth more than 0 points', daily);
  return daily * memoryDays(model.decay);
}
