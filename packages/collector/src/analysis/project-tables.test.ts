import { expect, test } from 'vitest';
import { pickPeople, toTableModel } from './project-tables.ts';

test('picks so many people, by chance but the same for the same seed, in order', () => {
  const profiles = Array.from({ length: 1_000 }, (_, i) => 3 * i + 1);
  const picked = pickPeople(profiles, { most: 100, seed: 1 });
  expect(new Set(picked).size).toBe(100);
  expect(picked).toEqual(picked.toSorted((a, b) => a - b));
  expect(picked.every((profile) => profiles.includes(profile))).toBe(true);
  expect(pickPeople(profiles, { most: 100, seed: 1 })).toEqual(picked);
  expect(pickPeople(profiles, { most: 100, seed: 2 })).not.toEqual(picked);
  expect(pickPeople(profiles, { most: 1_000, seed: 1 })).toEqual(profiles);
});

test('a model over stored signals has neither filters nor measures left, nor signals of outcomes', () => {
  const signal = { weight: 1, perDay: 'linear' as const };
  const definition = {
    name: 'M',
    decay: { type: 'window' as const, days: 7 },
    target: 1,
    signals: [
      { ...signal, key: 'a', event: 'A', where: { 'properties.x': 1 }, measure: { sum: 'properties.y' } },
      { ...signal, key: 'b', event: 'Cancelled' },
      { ...signal, key: 'c', event: '*' },
    ],
  };
  expect(toTableModel({ definition, signalIds: [7, 8, 0] }, new Set(['Cancelled'])).signals).toEqual([
    { ...signal, key: 'a', event: 'signal 7' },
    { ...signal, key: 'c', event: 'signal 0' },
  ]);
});
