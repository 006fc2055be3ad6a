import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random choices that are the same again for the same seed, on every machine. */
export interface Random {
  /** A copy in random order (Fisher and Yates). */
  shuffled<Item>(items: Iterable<Item>): Item[];
}

/** @param seed a whole number; only its lower 32 bits matter. */
export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  return {
    shuffled(items) {
      const list = [...items];
      for (let i = list.length - 1; i > 0; i--) {
        const j = uniformInt(generator, 0, i);
        [list[i], list[j]] = [list[j] as (typeof list)[number], list[i] as (typeof list)[number]];
      }
      return list;
    },
  };
}
