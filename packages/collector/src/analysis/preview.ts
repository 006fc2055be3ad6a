import { type Band, bandOf, DEFAULT_BANDS, rounded, type ScoreModel } from '@ardent/core';

/** Scores of the same profiles under the version in force and under another one. */
export interface ComparedScores {
  /** How profiles are named: whatever the caller has. */
  before: Float64Array;
  after: Float64Array;
}

/** What a new version does to everyone. All ratios are shares of the profiles compared, 0 to 1. */
export interface Preview {
  bands: { band: string; before: number; after: number }[];
  /** Who goes from which band to which, the most frequent first; those who stay are left out. */
  moves: { from: string; to: string; ratio: number }[];
  /** The share that changes band. */
  changed: number;
  meanChange: number;
  /** How many have a score from each edge up to the next one; the first from −∞, the last to ∞. */
  distribution: { from: number | null; before: number; after: number }[];
}

/** Places of the profiles that move most. */
export interface Movers {
  up: number[];
  down: number[];
}

const EDGES = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 120, 140, 160, 180, 200];
const MOVERS = 10;

/** Compares everybody's scores under two models. */
export function comparePreview(
  { before, after }: ComparedScores,
  from: Pick<ScoreModel, 'bands'>,
  to: Pick<ScoreModel, 'bands'>,
): Preview {
  const n = Math.max(1, before.length);
  const bandsBefore = toBands(before, from.bands);
  const bandsAfter = toBands(after, to.bands);
  const moves = countMoves(bandsBefore, bandsAfter);
  const keys = new Set(
    [...(from.bands ?? DEFAULT_BANDS), ...(to.bands ?? DEFAULT_BANDS)].map(({ key }) => key),
  );
  const shareOf = (bands: readonly string[], key: string) => bands.filter((band) => band === key).length / n;
  const histogramBefore = histogram(before);
  const histogramAfter = histogram(after);
  return {
    bands: [...keys].map((band) => ({
      band,
      before: shareOf(bandsBefore, band),
      after: shareOf(bandsAfter, band),
    })),
    moves: moves.map(({ times, ...move }) => ({ ...move, ratio: times / n })),
    changed: moves.reduce((sum, { times }) => sum + times, 0) / n,
    meanChange: after.reduce((sum, score, i) => sum + score - (before[i] ?? 0), 0) / n,
    distribution: [null, ...EDGES].map((edge, i) => ({
      from: edge,
      before: (histogramBefore[i] ?? 0) / n,
      after: (histogramAfter[i] ?? 0) / n,
    })),
  };
}

/** Who moves most: the places of ten who gain and of ten who lose, the largest first. */
export function findMovers({ before, after }: ComparedScores): Movers {
  const change = (i: number) => (after[i] ?? 0) - (before[i] ?? 0);
  const order = Int32Array.from(before, (_, i) => i).sort((a, b) => change(b) - change(a));
  return {
    up: [...order.slice(0, MOVERS)].filter((i) => change(i) > 0),
    down: [...order.slice(-MOVERS).reverse()].filter((i) => change(i) < 0),
  };
}

/**
 * How far a share found in a sample may be off, with 95 % confidence: the widest it can be, `1.96 · √(¼ / n)`, times
 * √((N − n) / (N − 1)) because a sample of nearly everybody leaves little out (Cochran, Sampling Techniques, 1977,
 * section 3.2).
 */
export function marginOfError(sampled: number, population: number): number {
  if (sampled === 0 || population <= sampled) return 0;
  return 1.96 * Math.sqrt(0.25 / sampled) * Math.sqrt((population - sampled) / (population - 1));
}

function toBands(scores: Float64Array, bands: readonly Band[] | undefined): string[] {
  return Array.from(scores, (score) => bandOf(rounded(score), bands));
}

function countMoves(
  before: readonly string[],
  after: readonly string[],
): { from: string; to: string; times: number }[] {
  const moves = new Map<string, { from: string; to: string; times: number }>();
  for (const [i, from] of before.entries()) {
    const to = after[i] ?? from;
    if (to === from) continue;
    const key = JSON.stringify([from, to]);
    const move = moves.get(key) ?? { from, to, times: 0 };
    move.times++;
    moves.set(key, move);
  }
  return [...moves.values()].sort((a, b) => b.times - a.times);
}

function histogram(scores: Float64Array): number[] {
  const counts = new Array<number>(EDGES.length + 1).fill(0);
  for (const score of scores) {
    const above = EDGES.filter((edge) => score >= edge).length;
    counts[above] = (counts[above] ?? 0) + 1;
  }
  return counts;
}
