import { shuffledPlaces } from '../statistics/shuffled-places.ts';
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
  const places = shuffledPlaces(cases.good.length, seed);
  const good = places.filter((i) => cases.good[i] === 1);
  const others = places.filter((i) => cases.good[i] !== 1);
  const half = Math.floor(room / 2);
  const goodRoom = Math.max(half, room - others.length);
  const otherRoom = room - Math.min(good.length, goodRoom);
  const sample = Int32Array.of(...good.subarray(0, goodRoom), ...others.subarray(0, otherRoom));
  return selectCases(cases, sample.sort());
}
