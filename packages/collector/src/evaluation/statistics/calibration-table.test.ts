import { describe, expect, it } from 'vitest';
import { brierScore, calibrationTable } from './calibration-table.ts';

describe('calibrationTable', () => {
  it('cuts cases in order of probability into bins of the same size', () => {
    const table = calibrationTable(Float64Array.of(0.9, 0.1, 0.4, 0.2, 0.6), Uint8Array.of(1, 0, 1, 0, 0), 2);
    expect(table.map(({ n }) => n)).toEqual([3, 2]);
    expect(table[0]?.predicted).toBeCloseTo(0.7 / 3, 12);
    expect(table[0]?.observed).toBeCloseTo(1 / 3, 12);
    expect(table[1]?.predicted).toBeCloseTo(0.75, 12);
    expect(table[1]?.observed).toBe(0.5);
  });

  it('has no empty bins', () => {
    expect(calibrationTable(Float64Array.of(0.3, 0.2), Uint8Array.of(1, 0), 10)).toHaveLength(2);
  });
});

describe('brierScore', () => {
  it('is the mean squared error', () => {
    expect(brierScore(Float64Array.of(0.8, 0.3), Uint8Array.of(1, 0))).toBeCloseTo((0.04 + 0.09) / 2, 12);
  });
});
