import { defaultModel } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import { CollectorError } from '../../collector-error.ts';
import type { EraseProfile, ErasureReceipt, TombstoneRecord } from '../../storage/erasure.ts';
import type { ListedVersion } from '../../storage/model-work.ts';
import type {
  AppendItem,
  AppendOutcome,
  ProjectWriter,
  WriterObserver,
} from '../../storage/project-storage.ts';
import { createDayClock } from '../../time/day-clock.ts';
import { type AppendSettings, createAppendGroup } from './append-group.ts';
import { ALL_DAYS, createBackFill } from './back-fill.ts';
import { type ClockTrust, prepareClockTrust } from './clock-trust.ts';
import { createGroupCommit } from './group-commit.ts';
import { type KeptDays, prepareKeptDays } from './kept-days.ts';
import { createMetaTable, fixTimeZone, type MetaTable, readRetention } from './meta-table.ts';
import { createModelTables, type ModelTables, type VersionName } from './model-tables.ts';
import { prepareSetOutcomes } from './outcome-table.ts';
import { prepareSetProbability } from './probability-table.ts';
import { createProfileErasure, deleteSecurely, emptyLog, type ProfileErasure } from './profile-erasure.ts';
import type { CapLimits } from './project-caps.ts';
import { openProjectFile } from './project-file.ts';
import { createProjectTables, type ProjectTables } from './project-tables.ts';
import { createModelPublisher, retentionOf } from './publish-model.ts';
import { prepareRejectedReads } from './read-rejected.ts';
import { prepareListVersions } from './read-versions.ts';
import { createRetention } from './retention.ts';
import { createScoreKeeper } from './scores/keep-scores.ts';
import { toStorageError } from './storage-failure.ts';
import { createTransact, type Transact } from './transaction.ts';

export interface ProjectWriterOptions {
  /** The project's database file; made if there is none. */
  path: string;
  /** IANA name; fixed once the project has data. */
  timeZone: string;
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Names of events that happen without the person doing anything. */
  passiveEvents?: ReadonlySet<string>;
  observer?: WriterObserver;
  /** Days that raw events are kept before today; absent: as long as daily counts. */
  eventRetentionDays?: number | undefined;
  /** Bounds on names and new profiles; absent: the usual ones. */
  caps?: CapLimits;
  /** Where tombstones are kept apart from the file; absent: nowhere, so that an old copy brings people back. */
  tombstones?: TombstoneRecord;
}

interface Parts {
  db: Database;
  meta: MetaTable;
  kept: KeptDays;
  clock: ClockTrust;
  tables: ProjectTables;
  models: ModelTables;
  settings: AppendSettings;
  transact: Transact;
  erasure: ProfileErasure;
}

/**
 * Opens the one writer of a project's file; a new project gets the default model. One transaction per group of
 * appends, fsynced before they are answered.
 *
 * @throws CollectorError if the file can't be opened, is of a newer program, or has data in another time zone.
 */
export function openProjectWriter(options: ProjectWriterOptions): ProjectWriter {
  const dayOf = createDayClock(options.timeZone);
  const db = openProjectFile(options.path);
  try {
    const meta = createMetaTable(db);
    const kept = prepareKeptDays(meta);
    const clock = prepareClockTrust(db, meta);
    const tables = createProjectTables(db, options);
    const settings: AppendSettings = {
      dayOf,
      passiveEvents: options.passiveEvents ?? new Set(),
      retentionDays: 0,
      countsFrom: 0,
      onSumRefused: () => options.observer?.onSumRefused(),
    };
    function readSettings(): void {
      settings.retentionDays = readRetention(meta);
      settings.countsFrom = kept.countsFrom();
    }
    const transact = createTransact(db, () => {
      tables.clear();
      readSettings();
    });
    const erasure = createProfileErasure({ db, tables, record: options.tombstones });
    const models = createModelTables(db);
    const parts: Parts = { db, meta, kept, clock, tables, models, settings, transact, erasure };
    transact(() => prepareProject(parts, options));
    const hasErased = deleteSecurely(db, () => transact(erasure.applyRecord));
    if (hasErased) db.pragma('wal_checkpoint(TRUNCATE)');
    readSettings();
    return createWriter(parts, options);
  } catch (error) {
    db.close();
    throw toStorageError(options.path, error);
  }
}

function prepareProject(
  { db, meta, clock, tables, models }: Parts,
  { timeZone, now }: ProjectWriterOptions,
): void {
  fixTimeZone(db, meta, timeZone);
  clock.begin(now());
  // First of all signals, whatever the models hold: what makes a day active.
  tables.signals.register({ event: '*' }, ALL_DAYS);
  if (models.listPublished().length > 0 || models.listFilling().length > 0) return;
  const definition = defaultModel();
  const at = now();
  const signalIds = definition.signals.map((signal) => tables.signals.register(signal, ALL_DAYS));
  const reason = 'What every app sends without any set-up';
  const request = { definition, author: 'ardent', reason, at, publish: true };
  models.publish(models.addVersion(request, signalIds), at);
  meta.set('retention_days', retentionOf(definition));
}

function createWriter(
  { db, meta, kept, clock, tables, models, settings, transact, erasure }: Parts,
  { now, observer, eventRetentionDays }: ProjectWriterOptions,
): ProjectWriter {
  const commits = createGroupCommit<AppendItem, AppendOutcome>({
    path: db.name,
    transact,
    work: createAppendGroup(db, tables, settings),
    onCommit: (durationMs) => observer?.onCommit(durationMs),
  });
  let isClosed = false;

  async function transactBetween<Result>(
    step: () => Result,
    committed?: (result: Result) => void,
  ): Promise<Result> {
    await new Promise(setImmediate);
    if (isClosed) throw closedError(db.name);
    try {
      const result = transact(step);
      committed?.(result);
      return result;
    } catch (error) {
      throw toStorageError(db.name, error);
    }
  }

  const scores = createScoreKeeper({
    db,
    tables,
    models,
    runStep: transactBetween,
    now,
    dayOf: settings.dayOf,
  });
  transact(scores.prepare);
  const publisher = createModelPublisher({
    models,
    signals: tables.signals,
    backFill: createBackFill(db, tables, kept),
    scores,
    transact: transactBetween,
    retain(days) {
      settings.retentionDays = Math.max(settings.retentionDays, days);
      meta.set('retention_days', settings.retentionDays);
    },
    now,
  });
  // Whatever stops it stops the appends, too, and is told there; the next start tries again.
  publisher.resume().catch(() => undefined);

  const retention = createRetention({
    db,
    kept,
    clock,
    dayOf: settings.dayOf,
    eventRetentionDays,
    retentionDays: () => settings.retentionDays,
    transact: transactBetween,
    onCountsFrom(day) {
      settings.countsFrom = day;
    },
    onRetired: (part) => observer?.onRetired(part),
    now,
  });

  const listVersions = prepareListVersions(db, kept);
  const setOutcomes = prepareSetOutcomes(db);
  const setProbability = prepareSetProbability(db);

  function listed({ modelId, version }: VersionName): ListedVersion {
    const found = listVersions().find((one) => one.modelId === modelId && one.version === version);
    if (found === undefined) throw new RangeError(`no version ${version} of model ${modelId}`);
    return found;
  }

  async function eraseProfile(request: EraseProfile): Promise<ErasureReceipt | undefined> {
    await new Promise(setImmediate);
    if (isClosed) throw closedError(db.name);
    try {
      const receipt = deleteSecurely(db, () => transact(() => erasure.erase(request)));
      if (receipt !== undefined) await emptyLog(db);
      return receipt;
    } catch (error) {
      throw toStorageError(db.name, error);
    }
  }

  return {
    append: (items) => (isClosed ? Promise.reject(closedError(db.name)) : commits.run(items)),
    publishModel: (request) => publisher.publish(request),
    addVersion: async (request) => listed(await publisher.add(request)),
    publishVersion: async (request) => listed(await publisher.publishVersion(request)),
    setOutcomes: (request) => transactBetween(() => setOutcomes(request)),
    setProbability: (request) => transactBetween(() => setProbability(request)),
    settleScores: () => scores.settle(),
    eraseProfile,
    retire: () => retention.retire(),
    check: () => transactBetween(() => meta.set('checked_at', now())),
    listRejected: async (filter, page) => prepareRejectedReads(db).list(filter, page),
    async close() {
      if (isClosed) return;
      isClosed = true;
      await commits.drain();
      scores.close(transact);
      db.close();
    },
  };
}

function closedError(path: string): CollectorError {
  return new CollectorError({
    code: 'storage_closed',
    message: `${path} is being closed`,
    hint: 'send again once the collector has started again',
  });
}
