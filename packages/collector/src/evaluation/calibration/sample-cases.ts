import { createRandom } from '../statistics/random.ts';
import { type Cases, selectCases } from '../table/cases.ts';

/** What a choice is made from is held to so many numbers: with 10 signals 12,000 cases, plenty for 10 weights. */
const MOST_FEATURES = 120_000;

/**
 * The cases that choose: all, or a random sample with as many of each outcome as there is room for. Sampling by outcome
 * moves the intercept of a logistic regression and nothing else, and an AUC not at all.
 */
export function sampleCases(cases: Cases, { columns, seed }: { columns: number; seed: number }): Cases {
  const room = Math.floor(MOST_FEATURES / columns);
  if (cases.good.length <= room) return cases;
  const places = createRandom(seed).shuffled(cases.good.keys());
  const good = places.filter((i) => cases.good[i] === 1);
  const others = places.filter((i) => cases.good[i] !== 1);
  const half = Math.floor(room / 2);
  const goodRoom = Math.max(half, room - others.length);
  const sample = [...good.slice(0, goodRoom), ...others.slice(0, room - Math.min(good.length, goodRoom))];
  return selectCases(cases, Int32Array.from(sample).sort());
}
