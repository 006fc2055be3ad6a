import { type DayString, keep, perDay, type Signal, toDayNumber } from '@ardent/core';
import type { CountScan } from '../storage/count-scan.ts';
import type { MeasuredModel } from './measured-model.ts';

/** Everybody's scores under some models on a day. */
export interface ScannedScores {
  /** Internal numbers of known, measured profiles, ascending. */
  profiles: readonly number[];
  /** By model, then by profile, in score units: what core's `computeScore` gives, within 1e-9. */
  scores: readonly Float64Array[];
}

/** Scores all known, measured profiles under several models in one pass over the daily counts. */
export async function scanScores(
  reader: Pick<CountScan, 'listKnown' | 'scanCounts'>,
  models: readonly MeasuredModel[],
  day: DayString,
): Promise<ScannedScores> {
  const profiles = await reader.listKnown();
  const places = placesOf(profiles);
  const sums = models.map((model) => createSum(model, day, profiles.length));
  let shares: number[] = [];
  let sharesOf = Number.NaN;
  await reader.scanCounts({ to: day }, ([profile, signalId, amount], counted) => {
    const place = places[profile] ?? 0;
    if (place === 0) return;
    if (counted !== sharesOf) {
      sharesOf = counted;
      shares = sums.map(({ keepOn }) => keepOn(counted));
    }
    for (const [m, sum] of sums.entries()) sum.add(place - 1, { signalId, amount, share: shares[m] ?? 0 });
  });
  return { profiles, scores: sums.map(({ toScores }) => toScores()) };
}

/** By profile number, its place from 1 on; 0 is nobody's. */
function placesOf(profiles: readonly number[]): Int32Array {
  const places = new Int32Array((profiles.at(-1) ?? 0) + 1);
  for (const [i, profile] of profiles.entries()) places[profile] = i + 1;
  return places;
}

interface Sum {
  keepOn(day: number): number;
  add(place: number, row: { signalId: number; amount: number; share: number }): void;
  toScores(): Float64Array;
}

function createSum({ definition, signalIds }: MeasuredModel, day: DayString, size: number): Sum {
  const today = toDayNumber(day);
  const raws = new Float64Array(size);
  const signalsOf = new Map<number, Signal[]>();
  for (const [s, signal] of definition.signals.entries()) {
    const id = signalIds[s];
    if (id !== undefined) signalsOf.set(id, [...(signalsOf.get(id) ?? []), signal]);
  }
  return {
    keepOn: (counted) => keep(today - counted, definition.decay),
    add(place, { signalId, amount, share }) {
      for (const signal of signalsOf.get(signalId) ?? []) {
        raws[place] = (raws[place] ?? 0) + signal.weight * perDay(amount, signal.perDay) * share;
      }
    },
    toScores: () => raws.map((raw) => (100 * raw) / definition.target),
  };
}
