import { afterEach, beforeEach } from 'vitest';
import type { TombstoneRecord } from '../../../src/storage/erasure.ts';
import type {
  AppendItem,
  AppendOutcome,
  Profile,
  ProfileRef,
  ProjectReader,
  ProjectWriter,
  SignalCount,
} from '../../../src/storage/project-storage.ts';
import type { VerifyReport } from '../../../src/storage/verify-report.ts';

/** A project's storage with everything in it; `reopen` ends its processes and starts them again. */
export interface OpenStorage {
  writer: ProjectWriter;
  reader: ProjectReader;
  /** What counting everything anew from the raw events finds. */
  verify(): Promise<VerifyReport>;
  /** By day, then account. */
  listSeats(): Promise<Seats[]>;
  keptDays(): Promise<KeptFrom>;
  /** Where in everything that is stored one of these texts stands, or something of people whom there are no more. */
  listTraces(texts: readonly string[]): Promise<string[]>;
  /** Keeps a copy of everything as it is now, in place of the one before. */
  keepCopy(): Promise<void>;
  /** `copy`: with what the copy holds. */
  reopen(from?: 'copy'): Promise<OpenStorage>;
  destroy(): Promise<void>;
}

/** What a secret key said last of an account's seats on a day; null took them back. */
export interface Seats {
  groupId: string;
  day: string;
  seats: number | null;
}

/** The first day of what was not let go; 1970-01-01 where nothing was. */
export interface KeptFrom {
  events: string;
  counts: string;
  /** Of receipt. */
  keys: string;
  /** From which day on each signal is counted, by storage's id. */
  signals: ReadonlyMap<number, string>;
}

export interface StorageSettings {
  timeZone: string;
  passiveEvents: ReadonlySet<string>;
  /** Milliseconds since 1970 UTC; absent: always `NOON`. */
  now?(): number;
  /** Absent: as long as daily counts. */
  eventRetentionDays?: number;
  /** Absent: tombstones stand in the project alone. */
  tombstones?: TombstoneRecord;
}

/** The storage under test, new for each test, with what most questions to it are asked by. */
export interface StorageSubject {
  readonly writer: ProjectWriter;
  readonly reader: ProjectReader;
  /** Starts again with an empty storage. */
  open(settings: Partial<StorageSettings>): Promise<void>;
  reopen(): Promise<void>;
  verify(): Promise<VerifyReport>;
  listSeats(): Promise<Seats[]>;
  append(...items: AppendItem[]): Promise<AppendOutcome[]>;
  statuses(...items: AppendItem[]): Promise<string[]>;
  /** @throws Error if there is none. */
  profile(ref: ProfileRef): Promise<Profile>;
  /** Up to the day of `NOON`. */
  counts(ref: ProfileRef): Promise<SignalCount[]>;
  /** The sum of a signal over all days; of all events that are not passive, unless told otherwise. */
  amount(ref: ProfileRef, signalId?: number): Promise<number>;
}

const USUAL: StorageSettings = { timeZone: 'UTC', passiveEvents: new Set(['Invoice Paid']) };
const TODAY = '2026-03-02';

/** Registers the hooks that open and destroy the storage around each test. */
export function createStorageSubject(
  openStorage: (settings: StorageSettings) => Promise<OpenStorage>,
): StorageSubject {
  let storage: OpenStorage;

  beforeEach(async () => {
    storage = await openStorage(USUAL);
  });
  afterEach(() => storage.destroy());

  async function profile(ref: ProfileRef): Promise<Profile> {
    const found = await storage.reader.findProfile(ref);
    if (found === undefined) throw new Error(`no profile for ${JSON.stringify(ref)}`);
    return found;
  }

  const append = (...items: AppendItem[]) => storage.writer.append(items);
  const counts = async (ref: ProfileRef) =>
    storage.reader.listCounts((await profile(ref)).profileId, { to: TODAY });

  return {
    get writer() {
      return storage.writer;
    },
    get reader() {
      return storage.reader;
    },
    async open(settings) {
      await storage.destroy();
      storage = await openStorage({ ...USUAL, ...settings });
    },
    async reopen() {
      storage = await storage.reopen();
    },
    verify: () => storage.verify(),
    listSeats: () => storage.listSeats(),
    append,
    statuses: async (...items) => (await append(...items)).map(({ status }) => status),
    profile,
    counts,
    async amount(ref, signalId = 0) {
      const ofSignal = (await counts(ref)).filter((one) => one.signalId === signalId);
      return ofSignal.reduce((sum, one) => sum + one.amount, 0);
    },
  };
}
