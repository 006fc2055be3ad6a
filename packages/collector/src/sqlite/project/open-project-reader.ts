import { toDayNumber, toDayString } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { ProfileId, ProjectReader } from '../../storage/project-storage.ts';
import { createDayClock, type DayClock } from '../../time/day-clock.ts';
import { openDatabase } from '../open-database.ts';
import { prepareHasEvent } from './find-event.ts';
import { prepareHourlyReads } from './hourly-totals.ts';
import { type KeptDays, prepareKeptDays } from './kept-days.ts';
import { prepareListAccountScores } from './list-account-scores.ts';
import { createMetaTable, readRetention } from './meta-table.ts';
import { prepareFindPublished, preparePublished } from './model-tables.ts';
import { prepareListOutcomes } from './outcome-table.ts';
import { prepareFindProbability } from './probability-table.ts';
import { parseProfileId } from './profile-id.ts';
import { prepareProfileRecords } from './profile-records.ts';
import { type ProfileRow, type StoredProfile, toProfileRow } from './profile-row.ts';
import { prepareAccountReads } from './read-accounts.ts';
import { prepareListAudit } from './read-audit.ts';
import { prepareListCounts } from './read-counts.ts';
import { prepareListEvents } from './read-events.ts';
import { prepareProfileReads } from './read-profiles.ts';
import { prepareRejectedReads } from './read-rejected.ts';
import { prepareFindSignals, prepareListVersions } from './read-versions.ts';
import { createCountScan } from './scan-counts.ts';
import { prepareRowsProgress } from './scores/build-progress.ts';
import { prepareCountScores } from './scores/count-scores.ts';
import { prepareListRanked } from './scores/list-ranked.ts';
import { prepareListDayTotals } from './scores/read-day-totals.ts';

// A page of a list reads some 5,000 pages of 4 KiB. SQLite's usual 16 MB hold fewer, and read them all anew each time.
const CACHE_KIB = 65_536;

/**
 * Opens a connection that reads a project's file, which its writer must have opened before: the writer makes it.
 *
 * @throws CollectorError if the file is not there or can't be read.
 */
export function openProjectReader(path: string): ProjectReader {
  const db = openDatabase(path, { readonly: true, fileMustExist: true });
  db.pragma(`cache_size = -${CACHE_KIB}`);
  const meta = createMetaTable(db);
  const dayOf = createDayClock(String(meta.get('time_zone') ?? 'UTC'));
  return createReader(db, { dayOf, kept: prepareKeptDays(meta), retentionDays: () => readRetention(meta) });
}

interface ReadProject {
  dayOf: DayClock;
  kept: KeptDays;
  retentionDays(): number;
}

function createReader(db: Database, project: ReadProject): ProjectReader {
  const profiles = prepareProfileReads(db);
  const findRow = prepareFindRow(db);
  const accounts = prepareAccountReads(db);
  const listAccountScores = prepareListAccountScores(db, accounts);
  const hourly = prepareHourlyReads(db);
  const listCounts = prepareListCounts(db);
  const listEvents = prepareListEvents(db, project.dayOf);
  const readRecords = prepareProfileRecords(db);
  const listPublished = preparePublished(db);
  const findPublished = prepareFindPublished(db);
  const listVersions = prepareListVersions(db, project.kept);
  const listOutcomes = prepareListOutcomes(db);
  const findProbability = prepareFindProbability(db);
  const hasEvent = prepareHasEvent(db);
  const findSignals = prepareFindSignals(db, project.kept);
  const listRanked = prepareListRanked(db, project.kept);
  const countScores = prepareCountScores(db);
  const findRowsProgress = prepareRowsProgress(db);
  const listDayTotals = prepareListDayTotals(db);
  const rejected = prepareRejectedReads(db);
  const dropped = db.prepare<[], number>('SELECT coalesce(sum(total), 0) FROM dropped').pluck();
  const listAudit = prepareListAudit(db);
  const anybody = db.prepare<[], number>('SELECT 1 FROM profile LIMIT 1').pluck();
  // All statements of one answer see the same commit.
  const snapshot = db.transaction((read: () => unknown) => read());
  const inSnapshot = async <Result>(read: () => Result): Promise<Result> => snapshot(read) as Result;
  return {
    findProfile: (ref) => inSnapshot(() => profiles.find(ref)),
    listProfiles: (filter, page) => inSnapshot(() => profiles.list(filter, page)),
    ...createCountScan(db, project.kept),
    findAccount: (groupId) => inSnapshot(() => accounts.find(groupId)),
    listAccountScores: (query) => inSnapshot(() => listAccountScores(query)),
    listMembers: (groupId) => inSnapshot(() => accounts.listMembers(groupId)),
    listCounts: (profileId, { from, to }) =>
      inSnapshot(() => {
        const profile = findRow(profileId);
        const first = from === undefined ? 0 : toDayNumber(from, 'from');
        // Days that are being taken away, some of their rows being gone already, are none.
        const days = { from: Math.max(first, project.kept.countsFrom()), to: toDayNumber(to, 'to') };
        return profile === undefined ? [] : listCounts(profile, days);
      }),
    firstHour: () => inSnapshot(() => hourly.firstHour()),
    sumHours: (range) => inSnapshot(() => hourly.sum(range)),
    listEvents: (profileId, page) =>
      inSnapshot(() => {
        const profile = findRow(profileId);
        return profile === undefined ? [] : listEvents(profile, page);
      }),
    findRecords: (profileId) =>
      inSnapshot(() => {
        const profile = findRow(profileId);
        return profile === undefined ? undefined : readRecords(profile);
      }),
    listAudit: (limit) => inSnapshot(() => listAudit(limit)),
    listModels: () => inSnapshot(listPublished),
    listVersions: () => inSnapshot(listVersions),
    listOutcomes: () => inSnapshot(listOutcomes),
    findProbability: (version) => inSnapshot(() => findProbability(version)),
    hasEvent: (profileId, name) =>
      inSnapshot(() => {
        const profile = findRow(profileId);
        return profile !== undefined && hasEvent(profile, name);
      }),
    findSignals: (signals) => inSnapshot(() => findSignals(signals)),
    findModel: (modelId, version) => inSnapshot(() => findPublished(modelId, version)),
    findScored: (ref) => inSnapshot(() => profiles.findScored(ref)),
    listRanked: (query) => inSnapshot(() => listRanked(query)),
    countScores: (query) => inSnapshot(() => countScores(query)),
    findRowsProgress: (model) => inSnapshot(() => findRowsProgress(model)),
    listDayTotals: (query) => inSnapshot(() => listDayTotals(query)),
    listRejected: (filter, page) => inSnapshot(() => rejected.list(filter, page)),
    countRejected: (filter) => inSnapshot(() => rejected.count(filter)),
    countDropped: () => inSnapshot(() => dropped.get() ?? 0),
    hasData: () => inSnapshot(() => anybody.get() !== undefined),
    firstKeptDay: (now) =>
      inSnapshot(() =>
        toDayString(Math.max(project.dayOf(now) - project.retentionDays(), project.kept.countsFrom())),
      ),
    async close() {
      db.close();
    },
  };
}

/** The row that a profileId stands for: an absorbed profile's survivor. */
function prepareFindRow(db: Database): (profileId: ProfileId) => ProfileRow | undefined {
  const select = db.prepare<[number], StoredProfile>(`
    SELECT * FROM profile WHERE id = (SELECT coalesce(merged_into, id) FROM profile WHERE id = ?)`);
  return (profileId) => {
    const id = parseProfileId(profileId);
    const stored = id === undefined ? undefined : select.get(id);
    return stored === undefined ? undefined : toProfileRow(stored);
  };
}
