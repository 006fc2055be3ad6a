import type { JsonObject } from '@ardent/core';
import type { Database } from 'better-sqlite3';

/** What decides between two values of a trait: the latest by (at, messageId) wins. */
export interface Stamp {
  at: number;
  messageId: string;
}

/** Traits of profiles and accounts. */
export interface TraitTables {
  setProfileTraits(profile: number, traits: JsonObject, stamp: Stamp): void;
  setAccountTraits(account: number, traits: JsonObject, stamp: Stamp & { trusted: boolean }): void;
  /** Gives the traits of one profile to another, which keeps those of its own that are later. */
  move(from: number, to: number): void;
}

const IF_LATER = 'WHERE (excluded.at, excluded.message_id) > (at, message_id)';

export function createTraitTables(db: Database): TraitTables {
  const setOfProfile = db.prepare<[number, string, string, number, string]>(`
    INSERT INTO trait (profile, name, value, at, message_id) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at, message_id = excluded.message_id ${IF_LATER}`);
  const setOfAccount = db.prepare<[number, string, string, number, string, number]>(`
    INSERT INTO account_trait (account, name, value, at, message_id, trusted) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at, message_id = excluded.message_id,
      trusted = excluded.trusted ${IF_LATER}`);
  // SQLite reads "ON CONFLICT" after a SELECT as part of a join, unless the SELECT has a WHERE.
  const copy = db.prepare<[number, number]>(`
    INSERT INTO trait (profile, name, value, at, message_id)
    SELECT ?, name, value, at, message_id FROM trait WHERE profile = ?
    ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at, message_id = excluded.message_id ${IF_LATER}`);
  const remove = db.prepare<[number]>('DELETE FROM trait WHERE profile = ?');
  return {
    setProfileTraits(profile, traits, { at, messageId }) {
      for (const [name, value] of Object.entries(traits)) {
        setOfProfile.run(profile, name, JSON.stringify(value), at, messageId);
      }
    },
    setAccountTraits(account, traits, { at, messageId, trusted }) {
      for (const [name, value] of Object.entries(traits)) {
        setOfAccount.run(account, name, JSON.stringify(value), at, messageId, trusted ? 1 : 0);
      }
    },
    move(from, to) {
      copy.run(to, from);
      remove.run(from);
    },
  };
}
