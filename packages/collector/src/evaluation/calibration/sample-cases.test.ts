import { expect, it } from 'vitest';
import { casesOf } from '../../../test/evaluation/data-of.ts';
import { countGood } from '../table/cases.ts';
import { sampleCases } from './sample-cases.ts';

const rare = casesOf(
  Array.from({ length: 50_000 }, (_, i) => (i % 100 === 0 ? 1 : 0)),
  1,
);

it('keeps all cases where there is room', () => {
  expect(sampleCases(rare, { columns: 2, seed: 1 })).toBe(rare);
});

it('keeps the rare outcome whole and fills up with the other', () => {
  const sample = sampleCases(rare, { columns: 10, seed: 1 });
  expect(sample.good).toHaveLength(12_000);
  expect(countGood(sample)).toBe(500);
  expect(new Set(sample.people).size).toBe(12_000);
});

it('takes half of each outcome where both have more', () => {
  const even = casesOf(
    Array.from({ length: 50_000 }, (_, i) => i % 2),
    1,
  );
  const sample = sampleCases(even, { columns: 30, seed: 1 });
  expect(sample.good).toHaveLength(4000);
  expect(countGood(sample)).toBe(2000);
});
