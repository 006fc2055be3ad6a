import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../test/evaluation/data-of.ts';
import { selectCases } from '../table/cases.ts';
import { type SplitPart, splitCases } from './split-cases.ts';

const options = { folds: 5, seed: 1 };
const good = Array.from({ length: 400 }, (_, i) => (i % 3 === 0 ? 1 : 0));

function sorted(parts: readonly SplitPart[], side: keyof SplitPart): number[] {
  return parts.flatMap((part) => [...part[side]]).sort((a, b) => a - b);
}

describe('splitCases', () => {
  it('judges each case once, by a model that no case of its group chose', () => {
    const groups = good.map((_, i) => i % 8);
    const cases = casesOf(good, 1, groups);
    const { by, parts } = splitCases(cases, options);
    expect(by).toBe('groups');
    expect(parts).toHaveLength(5);
    expect(sorted(parts, 'judge')).toEqual([...good.keys()]);
    for (const { choose, judge } of parts) {
      const judged = new Set(selectCases(cases, judge).groups);
      expect([...(selectCases(cases, choose).groups ?? [])].some((group) => judged.has(group))).toBe(false);
      expect(choose.length + judge.length).toBe(good.length);
    }
  });

  it('lets about the earlier 60 % choose and the later judge, a day never on both sides', () => {
    const cases = { ...casesOf(good, 0), atDays: Int32Array.from(good, (_, i) => (i * 7) % 10) };
    const { by, parts } = splitCases(cases, options);
    expect(by).toBe('time');
    expect(parts).toHaveLength(1);
    expect([...new Set(selectCases(cases, parts[0]?.choose ?? new Int32Array()).atDays)].sort()).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
    expect([...new Set(selectCases(cases, parts[0]?.judge ?? new Int32Array()).atDays)].sort()).toEqual([
      6, 7, 8, 9,
    ]);
  });

  it('lets the earlier choose where a group is one person who is asked several times', () => {
    const people = Int32Array.from(good, (_, i) => i % 100);
    const atDays = Int32Array.from(good, (_, i) => Math.floor(i / 100));
    const asked = { ...casesOf(good, 0), people, atDays };
    expect(splitCases({ ...asked, groups: people }, options).by).toBe('time');
    // Two people to a group: an account, say.
    const groups = people.map((person) => person >> 1);
    expect(splitCases({ ...asked, groups }, options).by).toBe('groups');
  });

  it('moves the boundary until both sides have 40 of either outcome', () => {
    // The good outcome only on the last two of ten days: the later side can spare the first of them.
    const atDays = Int32Array.from(good, (_, i) => i % 10);
    const late = Uint8Array.from(atDays, (day) => (day >= 8 ? 1 : 0));
    const bothLate = late.map((one, i) => (i % 20 < 10 ? one : 0));
    const cases = { ...casesOf(good, 0), atDays, good: bothLate };
    expect(splitCases(cases, options).by).toBe('people');
    const many = casesOf([...good, ...good, ...good, ...good], 0);
    const days = Int32Array.from(many.good, (_, i) => i % 10);
    const manyLate = Uint8Array.from(days, (day, i) => (day >= 8 && i % 20 < 10 ? 1 : 0));
    const { by, parts } = splitCases({ ...many, atDays: days, good: manyLate }, options);
    expect(by).toBe('time');
    expect(parts[0]?.judge).toHaveLength(160);
  });

  it('folds people where all cases are of one day', () => {
    const { by, parts } = splitCases(casesOf(good, 5), options);
    expect(by).toBe('people');
    expect(sorted(parts, 'judge')).toEqual([...good.keys()]);
  });

  it('takes one group for none', () => {
    expect(
      splitCases(
        casesOf(
          good,
          5,
          good.map(() => 0),
        ),
        options,
      ).by,
    ).toBe('people');
  });
});
