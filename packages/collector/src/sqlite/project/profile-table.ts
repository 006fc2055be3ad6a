import type { Database } from 'better-sqlite3';
import { RecentCache } from '../../caching/recent-cache.ts';
import type { Moment } from '../../time/place-message.ts';
import { DaySet } from './day-set.ts';
import { loadProfileRow, type ProfileRow, prepareProfileWrite } from './profile-row.ts';
import type { ScoreChanges } from './scores/score-changes.ts';

/** Profiles as the writer sees them: changed in memory, written once a group and only when something changed. */
export interface ProfileTable {
  /** A new profile, anonymous until it is claimed. */
  create(firstSeenAt: number): ProfileRow;
  get(id: number): ProfileRow;
  /** How many profiles were made since the table was opened. */
  countCreated(): number;
  /** The profile has a row on that day; `isActive`: of an event that makes a day active. */
  touch(profile: ProfileRow, moment: Moment, isActive: boolean): void;
  /** Keeps the latest of the choices to be measured or not, by (at, messageId). */
  chooseOptOut(profile: ProfileRow, choice: OptOutChoice): void;
  /** Marks a row as changed, so that `flush` writes it. */
  change(profile: ProfileRow): void;
  flush(): void;
  /** Forgets what is remembered of the table, unwritten changes too: after a rollback. */
  clear(): void;
}

export interface OptOutChoice {
  optedOut: boolean;
  at: number;
  messageId: string;
}

const REMEMBERED = 30_000;

export function createProfileTable(
  db: Database,
  scoreChanges: Pick<ScoreChanges, 'touch' | 'see'>,
): ProfileTable {
  const load = loadProfileRow(db);
  const write = prepareProfileWrite(db);
  const lastId = db
    .prepare<[], number>(`
      SELECT max(coalesce((SELECT max(id) FROM profile), 0),
        coalesce((SELECT value FROM meta WHERE name = 'last_erased_profile'), 0))`)
    .pluck();
  const remembered = new RecentCache<number, ProfileRow>(REMEMBERED);
  const changed = new Map<number, ProfileRow>();
  let nextId: number | undefined;
  let created = 0;

  function change(profile: ProfileRow): void {
    changed.set(profile.id, profile);
  }

  return {
    change,
    create(firstSeenAt) {
      created++;
      nextId ??= (lastId.get() ?? 0) + 1;
      const profile = newProfile(nextId++, firstSeenAt);
      remembered.set(profile.id, profile);
      change(profile);
      return profile;
    },
    countCreated: () => created,
    get(id) {
      const known = remembered.get(id) ?? changed.get(id);
      if (known !== undefined) return known;
      const profile = load(id);
      remembered.set(id, profile);
      return profile;
    },
    touch(profile, { at, day }, isActive) {
      if (isActive) scoreChanges.see(profile.id, at);
      if (day !== profile.lastTouchedDay) {
        profile.lastTouchedDay = day;
        if (profile.days.add(day)) change(profile);
      }
      if (isActive && day > (profile.lastActiveDay ?? -Infinity)) {
        profile.lastActiveDay = day;
        change(profile);
      }
      if (at < profile.firstSeenAt) {
        profile.firstSeenAt = at;
        change(profile);
      }
    },
    chooseOptOut(profile, choice) {
      const current = profile.optOut;
      if (current !== null && !isLater(choice, current)) return;
      profile.optOut = choice;
      change(profile);
    },
    flush() {
      for (const profile of changed.values()) {
        write(profile);
        scoreChanges.touch(profile.id);
      }
      changed.clear();
    },
    clear() {
      remembered.clear();
      changed.clear();
      nextId = undefined;
    },
  };
}

function isLater(a: OptOutChoice, b: OptOutChoice): boolean {
  if (a.at !== b.at) return a.at > b.at;
  return Buffer.compare(Buffer.from(a.messageId), Buffer.from(b.messageId)) > 0;
}

function newProfile(id: number, firstSeenAt: number): ProfileRow {
  return {
    id,
    userId: null,
    mergedInto: null,
    firstSeenAt,
    lastActiveDay: null,
    days: new DaySet(),
    lastTouchedDay: null,
    optOut: null,
  };
}
