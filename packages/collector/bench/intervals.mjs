import { createRanker } from '../dist/evaluation/statistics/create-ranker.js';
import { aucInterval } from '../dist/evaluation/statistics/uncertainty.js';
import { bootstrapAuc } from './lib/bootstrap-auc.mjs';

const RESAMPLES = 1_000;
const TRIALS = Number(process.env.ARDENT_BENCH_TRIALS ?? 400);
const TRUE_AUCS = [0.5, 0.65, 0.8, 0.95];
/** Cases of each outcome; groups and how alike the people of one are, as the share of the variance that is the group's. */
const SETTINGS = [
  { each: 40 },
  { each: 100 },
  { each: 1_000 },
  { each: 100, groups: 10, alike: 0.2 },
  { each: 1_000, groups: 16, alike: 0.2 },
  { each: 1_000, groups: 100, alike: 0.2 },
  { each: 300, groups: 200, alike: 0.8 },
];

/**
 * How often 95 % intervals of an AUC hold the true one: the product's own, beside bootstrap ones of 1,000 resamples.
 * Scores are normal in either outcome, so that the true AUC is known; with groups, of which pairs within one are more
 * alike, it is the mean of all trials. In half of the trials scores are rounded, so that many tie. `above`: how often the
 * whole interval lies above the truth, which must be 2.5 %: it is how "signal" is said.
 */
export async function benchIntervals(print) {
  for (const setting of SETTINGS) {
    for (const auc of TRUE_AUCS) print({ bench: 'intervals', ...setting, auc, ...measure(setting, auc) });
    await new Promise(setImmediate);
  }
}

function measure(setting, auc) {
  const random = createRandom(setting.each + (setting.groups ?? 0));
  const intervals = { product: [], percentile: [], bca: [] };
  let sumOfAucs = 0;
  const ms = { product: 0, bootstrap: 0 };
  const trials = setting.each >= 1_000 ? TRIALS / 2 : TRIALS;
  for (let trial = 0; trial < trials; trial++) {
    const cases = drawCases(setting, auc, random);
    const startedAt = performance.now();
    const ranking = createRanker(cases).rank(cases.scores);
    const { low, high } = aucInterval(ranking, cases);
    const betweenAt = performance.now();
    const { influence } = ranking;
    const acceleration = accelerationOf(
      cases.groups === undefined ? influence : sumBy(influence, cases.groups),
    );
    const found = bootstrapAuc(cases, { resamples: RESAMPLES, random, acceleration, auc: ranking.auc });
    ms.product += betweenAt - startedAt;
    ms.bootstrap += performance.now() - betweenAt;
    intervals.product.push([low, high]);
    intervals.percentile.push(found.percentile);
    intervals.bca.push(found.bca);
    sumOfAucs += ranking.auc;
  }
  const truth = setting.groups === undefined ? auc : sumOfAucs / trials;
  return {
    trials,
    ...Object.fromEntries(Object.entries(intervals).map(([name, all]) => [name, tally(all, truth)])),
    bootstrapTimesSlower: Math.round(ms.bootstrap / ms.product),
  };
}

function tally(intervals, truth) {
  const share = (count) => Number((count / intervals.length).toFixed(3));
  const above = intervals.filter(([low]) => low > truth).length;
  const below = intervals.filter(([, high]) => high < truth).length;
  const width = intervals.reduce((sum, [low, high]) => sum + high - low, 0);
  return { holds: share(intervals.length - above - below), above: share(above), width: share(width) };
}

/**
 * Normal scores; the good ones are further up by √2 · Φ⁻¹(AUC). Part of a score is its group's; groups differ in size and
 * in how many of them are good.
 */
function drawCases({ each, groups, alike = 0 }, auc, random) {
  const shift = Math.SQRT2 * Z_OF[auc];
  const size = 2 * each;
  const effects = Float64Array.from({ length: groups ?? 1 }, () => normal(random) * Math.sqrt(alike));
  const ratios = Float64Array.from(effects, () => 0.25 + 0.5 * random());
  const isRounded = random() < 0.5;
  const good = new Uint8Array(size);
  const ofGroup = new Int32Array(size);
  const scores = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    ofGroup[i] = Math.floor(random() ** 1.5 * effects.length);
    good[i] = groups === undefined ? (i < each ? 1 : 0) : random() < ratios[ofGroup[i]] ? 1 : 0;
    const score = effects[ofGroup[i]] + normal(random) * Math.sqrt(1 - alike) + good[i] * shift;
    scores[i] = isRounded ? Math.round(8 * score) : score;
  }
  return { good, scores, ...(groups !== undefined && { groups: toNumbered(ofGroup) }) };
}

const Z_OF = { 0.5: 0, 0.65: 0.3853204664, 0.8: 0.8416212336, 0.95: 1.644853627 };

/** Groups that drew nobody are none. */
function toNumbered(groups) {
  const numbers = new Map([...new Set(groups)].map((group, i) => [group, i]));
  return groups.map((group) => numbers.get(group));
}

function sumBy(values, groups) {
  const sums = new Float64Array(Math.max(...groups) + 1);
  for (let i = 0; i < values.length; i++) sums[groups[i]] += values[i];
  return sums;
}

/** The acceleration of BCa, from the influences (B. Efron, "Better bootstrap confidence intervals", JASA 82, 1987). */
function accelerationOf(influence) {
  const squares = influence.reduce((sum, one) => sum + one ** 2, 0);
  const cubes = influence.reduce((sum, one) => sum + one ** 3, 0);
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
