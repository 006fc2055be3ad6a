import { expect, it } from 'vitest';
import { shuffledPlaces } from './shuffled-places.ts';

it('has each place once, in an order that the seed decides', () => {
  const places = shuffledPlaces(1000, 7);
  expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  expect(shuffledPlaces(1000, 7)).toEqual(places);
  expect(shuffledPlaces(1000, 8)).not.toEqual(places);
});

it('gives all orders alike', () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed++) {
    const order = shuffledPlaces(3, seed).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  // 1,000 expected of each of the 6; 5 standard deviations are 144.
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(144);
});
