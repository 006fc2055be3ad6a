import { type DailyCount, explainChange, type ScoreChange, type ScoreModel } from '@ardent/core';
import type { ModelVersion, SignalCount } from '../storage/project-storage.ts';
import { labelCounts } from './label-counts.ts';
import type { ScoringPoint } from './scoring-point.ts';

/** Why a score moved between two days, each under its version. */
export function explainProfileChange(
  counts: readonly SignalCount[],
  from: ScoringPoint,
  to: ScoringPoint,
): ScoreChange {
  // Versions may give one key to different signals: the later version's get names that no key can have.
  const later = isSame(from.model, to.model) ? to.model : renameSignals(to.model, (key) => `later: ${key}`);
  const rows: DailyCount[] = labelCounts(counts, from.model);
  if (later !== to.model) rows.push(...labelCounts(counts, later));
  return explainChange(
    rows,
    { model: from.model.definition, day: from.day },
    { model: later.definition, day: to.day },
  );
}

function isSame(a: ModelVersion, b: ModelVersion): boolean {
  return a.modelId === b.modelId && a.version === b.version;
}

function renameSignals(version: ModelVersion, rename: (key: string) => string): ModelVersion {
  const signals = version.definition.signals.map((signal) => ({ ...signal, key: rename(signal.key) }));
  const definition: ScoreModel = { ...version.definition, signals };
  return { ...version, definition };
}
