import type { Database } from 'better-sqlite3';
import { createAbsorbProfile } from './absorb-profile.ts';
import { type AccountTables, createAccountTables } from './account-tables.ts';
import { createDailyCounts, type DailyCounts } from './daily-counts.ts';
import { createDistinctValues, type DistinctValues } from './distinct-values.ts';
import { createEventTable, type EventTable } from './event-table.ts';
import { createHourlyTotals, type HourlyTotals } from './hourly-totals.ts';
import { createIdentityTable, type IdentityTable } from './identity-table.ts';
import { createProfileTable, type ProfileTable } from './profile-table.ts';
import { type CapLimits, createProjectCaps, DEFAULT_CAPS, type ProjectCaps } from './project-caps.ts';
import { createQuarantine, type Quarantine } from './quarantine.ts';
import { createProfileResolver, type ProfileResolver } from './resolve-profile.ts';
import { createScoreChanges, type ScoreChanges } from './scores/score-changes.ts';
import { createScoreRows, type ScoreRows } from './scores/score-rows.ts';
import { createSeenTable, type SeenTable } from './seen-table.ts';
import { createSignalTable, type SignalTable } from './signal-table.ts';
import { createTombstoneTable, type TombstoneTable } from './tombstone-table.ts';
import { createTraitTables, type TraitTables } from './trait-tables.ts';

/** A project's tables as its writer changes them; what they hold back in memory is written by `flush`. */
export interface ProjectTables {
  seen: SeenTable;
  events: EventTable;
  counts: DailyCounts;
  hourly: HourlyTotals;
  distincts: DistinctValues;
  signals: SignalTable;
  profiles: ProfileTable;
  identities: IdentityTable;
  traits: TraitTables;
  accounts: AccountTables;
  quarantine: Quarantine;
  tombstones: TombstoneTable;
  caps: ProjectCaps;
  resolver: ProfileResolver;
  scoreChanges: ScoreChanges;
  scoreRows: ScoreRows;
  /** Writes what was added up during the transaction, before its commit. */
  flush(): void;
  /** Forgets whatever memory holds of the tables: after a rollback. */
  clear(): void;
}

/** @param now milliseconds since 1970 UTC. */
export function createProjectTables(
  db: Database,
  { caps = DEFAULT_CAPS, now }: { caps?: CapLimits | undefined; now: () => number },
): ProjectTables {
  const scoreChanges = createScoreChanges(db, now);
  const stored = {
    seen: createSeenTable(db),
    events: createEventTable(db),
    counts: createDailyCounts(db, scoreChanges),
    hourly: createHourlyTotals(db),
    distincts: createDistinctValues(db),
    signals: createSignalTable(db),
    profiles: createProfileTable(db, scoreChanges),
    identities: createIdentityTable(db),
    traits: createTraitTables(db),
    accounts: createAccountTables(db),
    quarantine: createQuarantine(db),
    tombstones: createTombstoneTable(db),
    caps: createProjectCaps(db, caps),
    scoreChanges,
    scoreRows: createScoreRows(db),
  };
  const { counts, profiles, events, distincts, identities, accounts, signals, quarantine } = stored;
  const absorb = createAbsorbProfile(db, stored);
  return {
    ...stored,
    resolver: createProfileResolver({ identities, profiles, absorb }),
    flush() {
      events.flush();
      counts.flush();
      stored.hourly.flush();
      profiles.flush();
      scoreChanges.flush();
      quarantine.trim();
    },
    clear() {
      for (const table of [counts, profiles, events, distincts, identities, accounts]) table.clear();
      signals.reload();
      stored.hourly.clear();
      stored.tombstones.clear();
      stored.caps.clear();
      scoreChanges.clear();
      stored.scoreRows.clear();
    },
  };
}
