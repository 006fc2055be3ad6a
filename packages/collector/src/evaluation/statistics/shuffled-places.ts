import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * The numbers from 0 to `size − 1` in random order (Fisher and Yates), the same for the same seed on every machine.
 *
 * @param seed a whole number; only its lower 32 bits matter.
 */
export function shuffledPlaces(size: number, seed: number): Int32Array {
  const generator = xoroshiro128plus(seed);
  const places = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const j = uniformInt(generator, 0, i);
    places[i] = places[j] ?? 0;
    places[j] = i;
  }
  return places;
}
