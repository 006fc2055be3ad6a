import type { Database } from 'better-sqlite3';
import type { ReceivedMessage } from '../../storage/project-storage.ts';

/** How much a project takes of what anybody could make up without end. */
export interface CapLimits {
  eventNames: number;
  /** Of profiles and accounts together. */
  traitKeys: number;
  /** By each write key. */
  newProfilesPerMinute: number;
}

/** Keeps what a project's tables remember by name within bounds. */
export interface ProjectCaps {
  /** Why a message would go past a bound; undefined if it doesn't. `isNewProfile` is only asked when it matters. */
  findExcess(received: ReceivedMessage, isNewProfile: () => boolean): Excess | undefined;
  /** What an accepted message has added. */
  note(received: ReceivedMessage, newProfiles: number): void;
  /** Forgets what is remembered of the tables: after a rollback. */
  clear(): void;
}

export interface Excess {
  code: 'too_many_event_names' | 'too_many_trait_keys' | 'too_many_new_profiles';
  reason: string;
}

// Products have some hundred of each; past these, something varying has got into the names.
export const DEFAULT_CAPS: CapLimits = { eventNames: 5_000, traitKeys: 1_000, newProfilesPerMinute: 100_000 };
const MINUTE_MS = 60_000;

export function createProjectCaps(db: Database, limits: CapLimits): ProjectCaps {
  const eventNames = createNames(db, 'SELECT text FROM event_name');
  // One seek for each name: the index on (name, value) may hold millions of values.
  const traitKeys = createNames(
    db,
    `WITH RECURSIVE one (name) AS (
       SELECT min(name) FROM trait
       UNION ALL SELECT (SELECT min(name) FROM trait WHERE name > one.name) FROM one WHERE one.name IS NOT NULL
     ) SELECT name FROM one WHERE name IS NOT NULL UNION SELECT name FROM account_trait`,
  );
  const profiles = createMinuteCounts();

  function findName({ message: { event, traits } }: ReceivedMessage): Excess | undefined {
    if (event !== undefined && !eventNames.get().has(event) && eventNames.get().size >= limits.eventNames) {
      return tooMany('too_many_event_names', 'event', `${limits.eventNames} event names`);
    }
    let added = 0;
    for (const key in traits) if (!traitKeys.get().has(key)) added++;
    if (added > 0 && traitKeys.get().size + added > limits.traitKeys) {
      return tooMany('too_many_trait_keys', 'traits', `${limits.traitKeys} keys of traits`);
    }
    return undefined;
  }

  return {
    findExcess(received, isNewProfile) {
      const { trusted, keyId, receivedAt } = received;
      const { newProfilesPerMinute: most } = limits;
      if (!trusted && profiles.count(keyId, receivedAt) >= most && isNewProfile()) {
        const reason = `a write key may make at most ${most} new profiles a minute, got more: replay the message later, or import with a secret key`;
        return { code: 'too_many_new_profiles', reason };
      }
      return findName(received);
    },
    note({ message: { event, traits }, keyId, receivedAt }, newProfiles) {
      if (event !== undefined) eventNames.get().add(event);
      for (const key in traits) traitKeys.get().add(key);
      if (newProfiles > 0) profiles.add(keyId, receivedAt, newProfiles);
    },
    clear() {
      eventNames.clear();
      traitKeys.clear();
    },
  };
}

function tooMany(code: Excess['code'], field: string, most: string): Excess {
  return {
    code,
    reason: `${field} must not bring a project past ${most}, got a new one: put what varies into properties`,
  };
}

interface Names {
  get(): Set<string>;
  clear(): void;
}

/** Names of a table, read when they are first needed; few, because they are capped. */
function createNames(db: Database, sql: string): Names {
  const select = db.prepare<[], string>(sql).pluck();
  let names: Set<string> | undefined;
  return {
    get() {
      names ??= new Set(select.all());
      return names;
    },
    clear() {
      names = undefined;
    },
  };
}

interface MinuteCounts {
  count(name: string, at: number): number;
  add(name: string, at: number, count: number): void;
}

/** Counts by name within a minute of the clock; the names are keys' ids, which are few. */
function createMinuteCounts(): MinuteCounts {
  const counts = new Map<string, { minute: number; count: number }>();
  const minuteOf = (at: number) => Math.floor(at / MINUTE_MS);
  const count = (name: string, at: number) => {
    const known = counts.get(name);
    return known?.minute === minuteOf(at) ? known.count : 0;
  };
  return {
    count,
    add: (name, at, added) => void counts.set(name, { minute: minuteOf(at), count: count(name, at) + added }),
  };
}
