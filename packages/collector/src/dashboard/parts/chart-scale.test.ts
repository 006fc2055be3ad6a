import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHART_MARGIN, createChartScale, tickIndexes, visibleBand } from './chart-scale.ts';

const SIZE = { width: 680, height: 260 };

test('every score stands inside the plot, higher scores higher up', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -500, max: 500, noNaN: true }), { minLength: 1, maxLength: 90 }),
      (scores) => {
        const scale = createChartScale(scores, SIZE);
        for (const [index, score] of scores.entries()) {
          expect(scale.y(score)).toBeGreaterThanOrEqual(CHART_MARGIN.top);
          expect(scale.y(score)).toBeLessThanOrEqual(SIZE.height - CHART_MARGIN.bottom);
          expect(scale.x(index)).toBeLessThanOrEqual(SIZE.width - CHART_MARGIN.right);
          expect(scale.y(score + 1)).toBeLessThanOrEqual(scale.y(score));
        }
      },
    ),
  );
});

test('bands are cut to what the chart shows, and those outside are left out', () => {
  const scale = createChartScale([20, 40], SIZE);
  expect(visibleBand({ key: 'low', tone: 'low', from: 1, to: 40 }, scale)).toEqual({
    lower: 0.5,
    upper: 40.5,
  });
  expect(visibleBand({ key: 'top', tone: 'power', from: 101 }, scale)).toEqual({ lower: 100.5, upper: 105 });
  expect(visibleBand({ key: 'risk', tone: 'risk', to: -1 }, scale)).toBeUndefined();
});

test('ticks are the first, the last and some between', () => {
  expect(tickIndexes(90, 4)).toEqual([0, 30, 59, 89]);
  expect(tickIndexes(2, 6)).toEqual([0, 1]);
  expect(tickIndexes(1, 6)).toEqual([0]);
  expect(tickIndexes(0, 6)).toEqual([]);
});
