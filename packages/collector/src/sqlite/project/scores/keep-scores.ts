import type { Database } from 'better-sqlite3';
import type { ModelVersion } from '../../../storage/project-storage.ts';
import { createTurns } from '../create-turns.ts';
import type { ModelTables } from '../model-tables.ts';
import type { ProjectTables } from '../project-tables.ts';
import { createDaySteps } from './advance-scores.ts';
import { createSetBuilder } from './build-score-set.ts';
import { createTotalsWork } from './compute-totals.ts';
import { createDayTotals } from './day-totals.ts';
import { createScoreJournal, type ProfileChange } from './score-changes.ts';
import { createScoreDay } from './score-day.ts';
import type { ScoreKeeper } from './score-keeper.ts';
import { createProfileScorer } from './score-profile.ts';
import { createScoreSets, listCurrent, type ScoreSet } from './score-sets.ts';
import { createScoreSweep } from './sweep-scores.ts';
import { createWritePace } from './write-pace.ts';

/** Runs a step in a transaction of its own, between appends; `committed` follows at once. */
export type RunScoreStep = <Result>(
  step: () => Result,
  committed?: (result: Result) => void,
) => Promise<Result>;

export interface ScoreKeeperTools {
  db: Database;
  tables: Pick<ProjectTables, 'scoreChanges' | 'scoreRows'>;
  models: Pick<ModelTables, 'listPublished'>;
  runStep: RunScoreStep;
  /** Milliseconds since 1970 UTC. */
  now(): number;
  dayOf(timeMs: number): number;
}

interface Building {
  set: ScoreSet;
  /** Profiles that changed since the build began: their rows are to be computed yet. */
  changed: Set<number>;
  /** Everybody else has a row, which follows its changes from now on. */
  isFilled: boolean;
}

// Some 10 ms, so that appends between two steps wait no longer.
const PROFILES_PER_STEP = 500;
const TICK_MS = 1_000;
const COUNT_ANEW: ProfileChange = { cells: null, seenAt: 0, firstDay: Number.POSITIVE_INFINITY };
// Clocks are set right by less; what is a day ahead for that time is not worth making all rows anew.
const BACK_MS = 3_600_000;

export function createScoreKeeper(tools: ScoreKeeperTools): ScoreKeeper {
  const { db, models, runStep } = tools;
  const { scoreChanges: changes, scoreRows: rows } = tools.tables;
  const day = createScoreDay(db);
  const sets = createScoreSets(db);
  const journal = createScoreJournal(db);
  const scorer = createProfileScorer(db, rows);
  const daySteps = createDaySteps(db);
  const buildRows = createSetBuilder(db);
  const sweep = createScoreSweep(db);
  const totals = createDayTotals(db, tools.dayOf);
  const computeTotals = createTotalsWork({ totals, listPublished: models.listPublished, runStep });
  const pace = createWritePace();
  const buildings = new Set<Building>();
  /** Current versions that have no rows. */
  let missing: ModelVersion[] = [];
  let rebuilding: Promise<void> | undefined;
  let setReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    setReady = resolve;
  });

  const clockDay = () => tools.dayOf(tools.now());
  /** The day that rows are right for. */
  const rowsDay = () => day.get() ?? clockDay();
  /** The day to write rows for: not before those that there are. */
  const today = () => Math.max(rowsDay(), clockDay());
  const isAhead = () => rowsDay() > tools.dayOf(tools.now() + BACK_MS);
  const inTurn = createTurns();
  const inBuildTurn = createTurns();

  function reload(): void {
    const current = listCurrent(models.listPublished());
    sets.reload(current);
    const live = new Set(sets.listLive().map(({ model }) => model));
    missing = current.filter((model) => !live.has(model));
    const all = [...current, ...[...buildings].map(({ set }) => set.model)];
    changes.setSignals(all.flatMap(({ signalIds }) => signalIds));
  }

  /** Writes a change to the live rows, and to those of sets being built that are filled. */
  function write(profile: number, change: ProfileChange, on: number): void {
    const written = [...sets.listLive()];
    for (const { set, changed, isFilled } of buildings) {
      if (isFilled && !changed.has(profile)) written.push(set);
      else changed.add(profile);
    }
    scorer.apply(profile, change, { sets: written, today: on });
    if (change.firstDay < on) totals.touch(change.firstDay);
  }

  function flush(): void {
    rows.flush();
    totals.flush();
  }

  function scoreAgain(profiles: readonly number[], on: number): void {
    for (const profile of profiles) write(profile, COUNT_ANEW, on);
    flush();
  }

  /** Writes what came to the profiles that have waited longest; answers which they were. */
  function writeSome(limit: number): number[] {
    const first = changes.first(limit);
    const on = today();
    for (const [profile, change] of first) write(profile, change, on);
    flush();
    return first.map(([profile]) => profile);
  }

  function settleAll(profiles: readonly number[]): void {
    for (const profile of profiles) changes.settle(profile);
  }

  /** The clock had jumped ahead: no rows hold, nor do totals of days that are not over. Builds end first. */
  function goBack(): void {
    if (!isAhead() || buildings.size > 0) return;
    sets.retireAll();
    totals.forgetFrom(clockDay());
    day.set(clockDay());
  }

  async function followClock(): Promise<void> {
    if (isAhead()) await runStep(goBack, reload);
    const days = { from: rowsDay(), to: clockDay() };
    if (days.to <= days.from) return;
    const building = [...buildings].map(({ set }) => set);
    const due = [...(await runStep(() => daySteps.listDue([...sets.listLive(), ...building], days)))];
    while (due.length > 0) {
      const some = due.splice(-PROFILES_PER_STEP);
      await runStep(
        () => scoreAgain(some, days.to),
        () => settleAll(some),
      );
    }
    await runStep(() => {
      daySteps.moveLandmarks(sets.listLive(), days.to);
      totals.close(
        sets.listLive().map(({ model }) => model),
        days,
      );
      day.set(days.to);
    }, reload);
  }

  async function writeAll(): Promise<void> {
    await followClock();
    pace.rest();
    const seq = journal.lastSeq();
    if (seq === 0) return;
    let left = changes.size;
    do {
      const written = await runStep(() => {
        const profiles = writeSome(PROFILES_PER_STEP);
        if (profiles.length >= left) journal.removeUpTo(seq);
        return profiles;
      }, settleAll);
      left -= written.length;
    } while (left > 0);
  }

  /** Computes rows that are still to be; what waits of these profiles is in their counts, so that all sets take it. */
  function computeSome({ set, changed }: Building, limit: number): number[] {
    const some = [...changed].slice(0, limit);
    for (const profile of some) {
      const change = changes.get(profile);
      if (change !== undefined) write(profile, change, today());
      scorer.compute(profile, set, today());
    }
    flush();
    return some;
  }

  /** The last part of a build: whoever changed meanwhile is computed, then the set takes over. */
  async function finish(building: Building, publish: () => ModelVersion): Promise<ModelVersion> {
    const { set, changed } = building;
    building.isFilled = true;
    function settle(profiles: readonly number[]): void {
      settleAll(profiles);
      for (const profile of profiles) changed.delete(profile);
    }
    while (changed.size > PROFILES_PER_STEP)
      await inTurn(() => runStep(() => computeSome(building, PROFILES_PER_STEP), settle));
    const { published } = await inTurn(() =>
      runStep(
        () => {
          const computed = computeSome(building, changed.size);
          sets.goLive(set);
          return { computed, published: publish() };
        },
        ({ computed }) => {
          settle(computed);
          buildings.delete(building);
          reload();
        },
      ),
    );
    return published;
  }

  async function buildSet(model: ModelVersion, publish: () => ModelVersion): Promise<ModelVersion> {
    const building = await runStep(
      (): Building => ({
        set: sets.create(model, today(), tools.now()),
        changed: new Set(),
        isFilled: false,
      }),
      (made) => {
        buildings.add(made);
        reload();
      },
    );
    const { set, changed } = building;
    function hasChanged(profile: number): boolean {
      // Whom the build leaves out is computed at its end, even if what waits for them comes to nothing.
      if (changes.get(profile) !== undefined) changed.add(profile);
      return changed.has(profile);
    }
    try {
      await buildRows({ set, hasChanged, today: today(), runStep });
      return await finish(building, publish);
    } catch (error) {
      buildings.delete(building);
      await runStep(sets.dropUnfinished).catch(() => undefined);
      throw error;
    } finally {
      // What is left when the file is closed goes after the next start.
      removeRetired().catch(() => undefined);
    }
  }

  async function removeRetired(): Promise<void> {
    for (const id of sets.listRetired()) {
      await sweep(id, runStep);
      await runStep(() => sets.remove(id));
    }
  }

  async function buildMissing(): Promise<void> {
    for (const model of missing) await buildSet(model, () => model);
    await removeRetired();
  }

  function rebuild(): Promise<void> {
    rebuilding ??= inBuildTurn(buildMissing).finally(() => {
      rebuilding = undefined;
    });
    return rebuilding;
  }

  const timer = setInterval(() => {
    computeTotals().catch(() => undefined);
    // What keeps it from being written keeps appends from it, too, and is told there; the next second tries again.
    const isDue = pace.isDue(changes.size) || clockDay() > rowsDay() || isAhead();
    if (isDue) inTurn(writeAll).catch(() => undefined);
    if (missing.length > 0) rebuild().catch(() => undefined);
  }, TICK_MS).unref();

  return {
    prepare() {
      sets.dropUnfinished();
      goBack();
      day.set(rowsDay());
      reload();
      for (const profile of journal.listProfiles()) changes.recompute(profile, 0);
    },
    catchUp: () => rebuild().finally(setReady),
    build: (model, publish) => inBuildTurn(() => buildSet(model, publish)),
    async settle() {
      pace.ask();
      await ready;
      await inTurn(writeAll);
      if (missing.length > 0) await rebuild();
    },
    close(transact) {
      clearInterval(timer);
      setReady();
      if (clockDay() !== rowsDay()) return;
      try {
        transact(() => {
          writeSome(changes.size);
          journal.removeUpTo(journal.lastSeq());
        });
      } catch {
        // A full disk, say: the journal stays, and the next start counts anew.
      }
    },
  };
}
