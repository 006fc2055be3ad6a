import type { DayString, JsonValue } from '@ardent/core';
import type { AuditEntry, Change } from './control-storage.ts';
import type { ProfileId, ProfileRef } from './project-storage.ts';

/** Whom to erase, and who wants it. `at`: what happened before it is refused from then on. */
export interface EraseProfile {
  ref: ProfileRef;
  change: Change;
}

/** What was erased, by how many rows of each kind. */
export interface ErasureReceipt {
  profileId: ProfileId;
  /** Milliseconds since 1970 UTC. */
  erasedAt: number;
  erased: {
    /** The profile and those it had absorbed. */
    profiles: number;
    identities: number;
    messages: number;
    dailyCounts: number;
    distinctValues: number;
    traits: number;
    memberships: number;
    /** Quarantined messages that name the person. */
    rejectedMessages: number;
    droppedTotals: number;
  };
}

/** What is left of an id that was erased: enough to know it again, not to tell it. */
export interface Tombstone {
  /** HMAC-SHA256 of the kind of id and the id, under a key of the project's file, as hex. */
  idHash: string;
  /** Milliseconds since 1970 UTC. */
  erasedAt: number;
}

/** Where tombstones are kept apart from a project's file, so that an old copy of it brings nobody back. */
export interface TombstoneRecord {
  list(): Tombstone[];
  /** Durable when it returns. */
  add(tombstones: readonly Tombstone[]): void;
  /** The audit of an erasure. */
  audit(entry: Pick<AuditEntry, 'actor' | 'at' | 'subject'>): void;
}

/** Everything a project holds of a person, apart from the profile itself, its messages and their days. */
export interface ProfileRecords {
  identities: { kind: 'userId' | 'anonymousId'; id: string; linkedAt: number }[];
  traits: { name: string; value: JsonValue; setAt: number }[];
  memberships: { groupId: string; day: DayString; at: number }[];
  dailyCounts: { day: DayString; signal: JsonValue; amount: number }[];
  /** Quarantined messages that name the person. */
  rejectedMessages: {
    messageId: string | null;
    code: string;
    reason: string;
    receivedAt: number;
    raw: JsonValue;
  }[];
  /** Totals of events that the person's browsers had to drop. */
  dropped: { anonymousId: string; total: number; at: number }[];
}
