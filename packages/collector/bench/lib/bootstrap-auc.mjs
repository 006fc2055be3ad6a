/**
 * Bootstrap intervals of an AUC: good cases and others are resampled apart, or whole groups where there are groups. The
 * cases are sorted once; each resample is weights over them, and one pass.
 *
 * @param {{ scores: Float64Array, good: Uint8Array, groups?: Int32Array }} cases
 * @param {{ resamples: number, random: () => number, acceleration: number, auc: number }} options
 * @returns {{ percentile: [number, number], bca: [number, number] }} 95 % intervals.
 */
export function bootstrapAuc(cases, { resamples, random, acceleration, auc }) {
  const order = Int32Array.from(cases.scores.keys()).sort((a, b) => cases.scores[a] - cases.scores[b]);
  const draw = cases.groups === undefined ? createCaseDraw(cases, random) : createGroupDraw(cases, random);
  const aucs = Float64Array.from({ length: resamples }, () => weightedAuc(cases, order, draw())).sort();
  const at = (ratio) => aucs[Math.min(resamples - 1, Math.max(0, Math.round(ratio * (resamples + 1)) - 1))];
  const below = aucs.filter((one) => one < auc).length + aucs.filter((one) => one === auc).length / 2;
  const bias = normalQuantile(Math.min(resamples - 0.5, Math.max(0.5, below)) / resamples);
  const corrected = (z) => normalShare(bias + (bias + z) / (1 - acceleration * (bias + z)));
  const Z = 1.959963984540054;
  return { percentile: [at(0.025), at(0.975)], bca: [at(corrected(-Z)), at(corrected(Z))] };
}

function createCaseDraw({ good }, random) {
  const places = [0, 1].map((outcome) => [...good.keys()].filter((i) => good[i] === outcome));
  const weights = new Float64Array(good.length);
  return () => {
    weights.fill(0);
    for (const ofOne of places)
      for (let i = 0; i < ofOne.length; i++) weights[ofOne[Math.floor(random() * ofOne.length)]]++;
    return weights;
  };
}

function createGroupDraw({ groups }, random) {
  const count = Math.max(...groups) + 1;
  const times = new Float64Array(count);
  const weights = new Float64Array(groups.length);
  return () => {
    times.fill(0);
    for (let i = 0; i < count; i++) times[Math.floor(random() * count)]++;
    for (let i = 0; i < groups.length; i++) weights[i] = times[groups[i]];
    return weights;
  };
}

function weightedAuc({ scores, good }, order, weights) {
  let othersBelow = 0;
  let pairs = 0;
  let goods = 0;
  for (let start = 0; start < order.length; ) {
    let tiedGood = 0;
    let tiedOthers = 0;
    const value = scores[order[start]];
    for (; start < order.length && scores[order[start]] === value; start++) {
      if (good[order[start]] === 1) tiedGood += weights[order[start]];
      else tiedOthers += weights[order[start]];
    }
    pairs += tiedGood * (othersBelow + tiedOthers / 2);
    goods += tiedGood;
    othersBelow += tiedOthers;
  }
  return goods === 0 || othersBelow === 0 ? 0.5 : pairs / (goods * othersBelow);
}

/** The normal distribution: Abramowitz and Stegun 26.2.17, off by at most 7.5e-8. */
function normalShare(x) {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return x > 0 ? 1 - tail : tail;
}

/** Its inverse, by bisection. */
function normalQuantile(ratio) {
  let low = -8;
  let high = 8;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < ratio) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
