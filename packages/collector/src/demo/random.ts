import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** Random choices that are the same again for the same names, on every machine. */
export interface Random {
  /** From 0 (included) to 1 (excluded). */
  float(): number;
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  normal(mean: number, deviation: number): number;
  /** How often something happens that happens `mean` times on average, independently each time. */
  poisson(mean: number): number;
  /** @throws RangeError for an empty list. */
  pick<Item>(items: readonly Item[]): Item;
  /** An item as often as its weight says. @throws RangeError for an empty list. */
  weighted<Item extends { readonly weight: number }>(items: readonly Item[]): Item;
  /** A UUID in its usual form. */
  uuid(): string;
}

/**
 * Random choices of their own for each list of names, so that what happens to one person on one day depends on nothing
 * that happened elsewhere.
 */
export function createRandom(...names: (string | number)[]): Random {
  const digest = createHash('sha256').update(names.join('/')).digest();
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => digest.readInt32LE(at)));
  const float = () => uniformFloat64(generator);
  const int = (from: number, to: number) => uniformInt(generator, from, to);
  return {
    float,
    int,
    chance: (probability) => float() < probability,
    normal: (mean, deviation) => mean + deviation * standardNormal(float),
    poisson: (mean) => countUntil(Math.exp(-mean), float),
    pick: (items) => itemAt(items, items.length === 0 ? 0 : int(0, items.length - 1)),
    weighted: (items) => itemAt(items, weightedIndex(items, float)),
    uuid: () => toUuid(() => int(0, 0xffff)),
  };
}

// Box and Muller; 1 − u keeps the logarithm away from 0.
function standardNormal(float: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - float())) * Math.cos(2 * Math.PI * float());
}

// Knuth, "Seminumerical Algorithms": the means here are small.
function countUntil(limit: number, float: () => number): number {
  let count = 0;
  for (let product = float(); product > limit; product *= float()) count++;
  return count;
}

function weightedIndex(items: readonly { readonly weight: number }[], float: () => number): number {
  let left = float() * items.reduce((sum, { weight }) => sum + weight, 0);
  const index = items.findIndex(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  return index === -1 ? items.length - 1 : index;
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  if (index < 0 || index >= items.length) throw new RangeError('cannot choose from an empty list');
  return items[index] as Item;
}

function toUuid(next16: () => number): string {
  const hex = Array.from({ length: 8 }, () => next16().toString(16).padStart(4, '0')).join('');
  const variant = '89ab'[next16() % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
