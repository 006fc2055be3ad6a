import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../test/evaluation/data-of.ts';
import { assignFolds } from './assign-folds.ts';

describe('assignFolds', () => {
  it('gives each fold as many people and good outcomes as the next, one more or less', () => {
    const good = Array.from({ length: 103 }, (_, i) => (i % 4 === 0 ? 1 : 0));
    const folds = assignFolds(casesOf(good, 1), { folds: 5, seed: 3 });
    const sizes = [0, 1, 2, 3, 4].map((fold) => good.filter((_, i) => folds[i] === fold).length);
    const goods = [0, 1, 2, 3, 4].map(
      (fold) => good.filter((one, i) => folds[i] === fold && one === 1).length,
    );
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(Math.max(...goods) - Math.min(...goods)).toBeLessThanOrEqual(1);
  });

  it('never splits one of several groups', () => {
    const groupArbitrary = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 80 })
      .filter((groups) => new Set(groups).size > 1);
    fc.assert(
      fc.property(groupArbitrary, fc.integer({ min: 2, max: 6 }), fc.integer(), (groups, count, seed) => {
        const folds = assignFolds(
          casesOf(
            groups.map(() => 0),
            1,
            groups,
          ),
          { folds: count, seed },
        );
        const foldOf = new Map(groups.map((group, i) => [group, folds[i]]));
        expect([...folds]).toEqual(groups.map((group) => foldOf.get(group)));
        expect(new Set(folds).size).toBe(Math.min(count, new Set(groups).size));
      }),
    );
  });

  it('folds people where all are of one group', () => {
    const groups = new Array<number>(40).fill(7);
    const folds = assignFolds(
      casesOf(
        groups.map(() => 0),
        1,
        groups,
      ),
      { folds: 5, seed: 1 },
    );
    expect(new Set(folds).size).toBe(5);
  });

  it('keeps the cases of one person together where there are no groups', () => {
    const people = Int32Array.of(0, 0, 1, 1, 2, 2);
    const cases = { people, atDays: Int32Array.of(1, 2, 1, 2, 1, 2), good: new Uint8Array(6) };
    const folds = assignFolds(cases, { folds: 3, seed: 1 });
    expect([folds[0], folds[2], folds[4]]).toEqual([folds[1], folds[3], folds[5]]);
  });

  it('follows the seed', () => {
    const cases = casesOf(new Array<number>(50).fill(0), 1);
    expect(assignFolds(cases, { folds: 5, seed: 1 })).toEqual(assignFolds(cases, { folds: 5, seed: 1 }));
    expect(assignFolds(cases, { folds: 5, seed: 1 })).not.toEqual(assignFolds(cases, { folds: 5, seed: 2 }));
  });
});
