import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDesign } from './design.ts';
import { fitLogistic, type LogisticFit } from './fit-logistic.ts';

const FEATURES = Float64Array.from([0, 1, 1, 0, 2, 2, 3, 1, 4, 0, 1, 3, 0, 0, 5, 2, 2, 1, 3, 4]);
const GOOD = [0, 0, 1, 0, 1, 1, 0, 1, 0, 1];

function expectFit({ intercept, coefficients }: LogisticFit, expected: readonly number[]): void {
  for (const [i, value] of [intercept, ...coefficients].entries())
    expect(value).toBeCloseTo(expected[i] ?? 0, 4);
}

describe('createDesign', () => {
  it('divides each column by its standard deviation, one that never differs by 1', () => {
    const { values, scales } = createDesign(Float64Array.of(2, 7, 4, 7, 6, 7), 2);
    expect(scales[0]).toBeCloseTo(Math.sqrt(8 / 3), 14);
    expect(scales[1]).toBe(1);
    expect([...values]).toEqual([2, 4, 6].flatMap((value) => [value / Math.sqrt(8 / 3), 7]));
  });
});

describe('fitLogistic', () => {
  // Worked out apart with scipy.optimize.minimize (L-BFGS-B, ftol 1e-15) on the same standardised columns.
  it.each([
    [0.1, [-2.13131356, 0.83721172, 0.95350421]],
    [0.01, [-4.89259138, 1.94512685, 2.12966292]],
  ])('minimises the mean loss with penalty %d', (penalty, expected) => {
    expectFit(fitLogistic(createDesign(FEATURES, 2), GOOD, { penalty }), expected);
  });

  it('keeps a coefficient on its side of 0', () => {
    const fit = fitLogistic(createDesign(FEATURES, 2), GOOD, { penalty: 0.1, signs: [-1, 0] });
    expectFit(fit, [-1.05403547, 0, 1.00393585]);
  });

  it('comes to the same from any start', () => {
    const design = createDesign(FEATURES, 2);
    const start = { intercept: 9, coefficients: Float64Array.of(-8, 7) };
    const far = fitLogistic(design, GOOD, { penalty: 0.1, start });
    expectFit(far, [-2.13131356, 0.83721172, 0.95350421]);
  });

  it('is the log of the odds ratio for one feature of 0 and 1', () => {
    // 3 of 4 good with the feature, 1 of 4 without: odds 3 and 1/3.
    const design = createDesign(Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0), 1);
    const { intercept, coefficients } = fitLogistic(design, [1, 1, 1, 0, 1, 0, 0, 0], { penalty: 0 });
    expect(intercept).toBeCloseTo(Math.log(1 / 3), 5);
    expect((coefficients[0] ?? 0) / (design.scales[0] ?? 0)).toBeCloseTo(Math.log(9), 4);
  });

  it('leaves no gradient in a direction that it may move in', () => {
    const number = fc.integer({ min: 0, max: 9 });
    const caseArbitrary = fc.tuple(number, number, number, fc.integer({ min: 0, max: 1 }));
    const signArbitrary = fc.constantFrom(-1, 0, 1);
    fc.assert(
      fc.property(
        fc.array(caseArbitrary, { minLength: 5, maxLength: 40 }),
        fc.tuple(signArbitrary, signArbitrary, signArbitrary),
        (cases, signs) => {
          const good = cases.map((one) => one[3]);
          const design = createDesign(Float64Array.from(cases.flatMap((one) => one.slice(0, 3))), 3);
          const penalty = 0.05;
          const { intercept, coefficients } = fitLogistic(design, good, { penalty, signs });
          const errors = good.map((target, i) => {
            const logOdds = coefficients.reduce(
              (sum, one, c) => sum + one * (design.values[i * 3 + c] ?? 0),
              intercept,
            );
            return 1 / (1 + Math.exp(-logOdds)) - target;
          });
          for (const [c, sign] of signs.entries()) {
            const coefficient = coefficients[c] ?? 0;
            const slope = errors.reduce((sum, error, i) => sum + error * (design.values[i * 3 + c] ?? 0), 0);
            const gradient = slope / good.length + penalty * coefficient;
            expect(coefficient * sign).toBeGreaterThanOrEqual(0);
            if (coefficient !== 0 || sign === 0) expect(Math.abs(gradient)).toBeLessThan(1e-5);
            else expect(gradient * sign).toBeGreaterThan(-1e-5);
          }
        },
      ),
    );
  });
});
