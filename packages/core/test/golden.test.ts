import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type AccountMember,
  computeAccountScore,
  computeScore,
  type DailyCount,
  explainChange,
  type ScoreModel,
} from '../src/index.ts';

// Answers computed apart from this package, by a reference that was written from the formulas alone.
interface GoldenCases {
  people: { model: ScoreModel; counts: DailyCount[]; day: string; expected: GoldenScore }[];
  accounts: {
    model: ScoreModel;
    members: AccountMember[];
    day: string;
    seats: number | null;
    healthyShare: number;
    expected: ReturnType<typeof computeAccountScore>;
  }[];
  changes: {
    old: ScoreModel;
    new: ScoreModel;
    counts: DailyCount[];
    from: string;
    to: string;
    expected: { signals: Record<string, { aged: number; new: number }>; version: number; total: number };
  }[];
}

interface GoldenScore {
  raw: number;
  score: number;
  rounded: number;
  band: string;
  contributions: Record<string, number>;
  trend: { d7: number; d28: number };
  momentum: number;
  momentumState: string;
}

const cases: GoldenCases = JSON.parse(
  readFileSync(new URL('golden/score-cases.json', import.meta.url), 'utf8'),
);

function expectClose(actual: number | undefined, expected: number, scale = 1): void {
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, scale));
}

const sizeOf = (values: number[]) => values.reduce((sum, value) => sum + Math.abs(value), 0);

describe('golden people', () => {
  test.each(cases.people.map((one, i) => ({ ...one, i })))('case $i', ({ model, counts, day, expected }) => {
    const score = computeScore(model, counts, day);
    const scale = sizeOf(Object.values(expected.contributions));
    expectClose(score.raw, expected.raw, (scale * model.target) / 100);
    expectClose(score.score, expected.score, scale);
    expect(score.rounded).toBe(expected.rounded);
    expect(score.band).toBe(expected.band);
    expect(score.contributions.map(({ signal }) => signal).sort()).toEqual(
      Object.keys(expected.contributions).sort(),
    );
    for (const { signal, score: part } of score.contributions) {
      expectClose(part, expected.contributions[signal] ?? Number.NaN, scale);
    }
    expectClose(score.trend.d7, expected.trend.d7, scale);
    expectClose(score.trend.d28, expected.trend.d28, scale);
    expectClose(score.momentum, expected.momentum);
    expect(score.momentumState).toBe(expected.momentumState);
  });
});

describe('golden accounts', () => {
  test.each(cases.accounts.map((one, i) => ({ ...one, i })))(
    'case $i',
    ({ model, members, day, seats, healthyShare, expected }) => {
      const account = computeAccountScore(model, members, day, {
        healthyShare,
        ...(seats !== null && { seats }),
      });
      expectClose(account.score, expected.score, Math.abs(expected.score));
      expectClose(account.activeShare, expected.activeShare);
      expectClose(account.topUserShare, expected.topUserShare);
      const { rounded, band, seats: measured, singleThreaded } = account;
      expect({ rounded, band, seats: measured, singleThreaded }).toEqual({
        rounded: expected.rounded,
        band: expected.band,
        seats: expected.seats,
        singleThreaded: expected.singleThreaded,
      });
    },
  );
});

describe('golden changes', () => {
  test.each(cases.changes.map((one, i) => ({ ...one, i })))(
    'case $i',
    ({ old, new: next, counts, from, to, expected }) => {
      const change = explainChange(counts, { model: old, day: from }, { model: next, day: to });
      const parts = Object.values(expected.signals).flatMap(({ aged, new: added }) => [aged, added]);
      const scale = sizeOf([...parts, expected.version, expected.total]);
      expect(change.signals.map(({ signal }) => signal)).toEqual(old.signals.map(({ key }) => key));
      for (const { signal, aged, new: added } of change.signals) {
        expectClose(aged, expected.signals[signal]?.aged ?? Number.NaN, scale);
        expectClose(added, expected.signals[signal]?.new ?? Number.NaN, scale);
      }
      expectClose(change.version, expected.version, scale);
      expectClose(change.total, expected.total, scale);
    },
  );
});

test('the golden file holds what it should', () => {
  expect(cases.people.length).toBeGreaterThanOrEqual(100);
  expect(cases.accounts.length).toBeGreaterThanOrEqual(10);
  expect(cases.changes.length).toBeGreaterThanOrEqual(30);
});
