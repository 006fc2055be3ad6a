import type { DayString, JsonObject, Message, MessageContext, MessageType, ScoreModel } from '@ardent/core';
import type { AccountReads } from './account-reads.ts';
import type { AuditEntry } from './control-storage.ts';
import type { CountScan } from './count-scan.ts';
import type { EraseProfile, ErasureReceipt, ProfileRecords } from './erasure.ts';
import type { ModelWorkReads, ModelWorkWrites } from './model-work.ts';
import type { Retired } from './retention.ts';
import type { ScoreReads } from './score-reads.ts';

/** Opaque name of a profile, stable over links and merges; absorbed ones resolve to their survivor. */
export type ProfileId = string & { readonly __brand: 'ProfileId' };

/** How a caller names a person. */
export type ProfileRef = { userId: string } | { anonymousId: string } | { profileId: string };

/** A checked message with what only the server knows of it. */
export interface ReceivedMessage {
  message: Message;
  /** The message's own, or the one that was made for it. */
  messageId: string;
  /** Milliseconds since 1970 UTC, the server's clock. */
  receivedAt: number;
  /** Sent with a secret key: may set traits that formulas use (`seats`), may import, may join known users. */
  trusted: boolean;
  /** Under its key only the message's own userId is proven: it may name no other known user. */
  provesUsers?: boolean;
  /** Came by `/v1/import`. */
  imported: boolean;
  isBot: boolean;
  /** Key it came with, kept beside a rejected message. */
  keyId: string;
  /** The message as sent, for the quarantine. */
  raw: unknown;
  /** What its request said for all of its messages: kept beside a rejected one, to check it again by. */
  sent?: JsonObject;
}

/** A message that never became typed: kept in the quarantine. */
export interface RefusedMessage {
  messageId?: string;
  code: string;
  reason: string;
  receivedAt: number;
  keyId: string;
  raw: unknown;
  /** As of a received message. */
  sent?: JsonObject;
}

/** What became of one message, once it is durable. */
export type AppendOutcome =
  | { status: 'accepted'; messageId: string }
  | { status: 'duplicate'; messageId: string }
  | { status: 'rejected'; messageId?: string; code: string; message: string };

/**
 * Everything one request brought, in its order. `replayOf`: the id of the rejected message that this one is again: it
 * leaves the quarantine once it is stored, and stays there with its new reason if it is refused.
 */
export type AppendItem = ({ received: ReceivedMessage } | { refused: RefusedMessage }) & {
  replayOf?: number;
};

/** A message in the quarantine: the last 10,000, for at most 30 days. */
export interface RejectedMessage {
  /** Grows with time. */
  id: number;
  messageId: string | null;
  code: string;
  reason: string;
  /** Milliseconds since 1970 UTC. */
  receivedAt: number;
  keyId: string;
  /** As JSON; null: it could not even be written as JSON. */
  sizeBytes: number | null;
  /** The message as sent; undefined if it was too large to keep: then it can't be replayed. */
  raw: unknown;
  sent: JsonObject;
}

/** All of what is given must hold. */
export interface RejectedFilter {
  code?: string;
  keyId?: string;
  /** Received then or later, in milliseconds since 1970 UTC. */
  since?: number;
  ids?: readonly number[];
}

/** The newest first, from the one before `before`; or the oldest first, from the one after `after`. */
export type RejectedPage = { limit: number } & ({ before?: number } | { after: number });

/** Told of what a writer does, in its thread: must be quick and never throw. */
export interface WriterObserver {
  /** A group of appends was committed. */
  onCommit(durationMs: number): void;
  /** A signal sums a property whose value is no usable number: it added nothing. */
  onSumRefused(): void;
  /** Retention took something away, durably. */
  onRetired(part: Partial<Retired>): void;
}

/** The one writer of a project. Every promise resolves after the change is fsynced, and rejects if it is not stored. */
export interface ProjectWriter extends ModelWorkWrites {
  /** Appends messages in order, grouped with what else waits; one outcome per item, in order. */
  append(items: readonly AppendItem[]): Promise<AppendOutcome[]>;
  /** Stores a new version; its unknown signals are counted from the raw events first, day by day, between appends. */
  publishModel(request: PublishModel): Promise<ModelVersion>;
  /** Brings the score rows up to date: with every append that was answered, and for today. */
  settleScores(): Promise<void>;
  /** Takes a person out of every table; undefined if nobody has that id. Their tombstones outlast the file. */
  eraseProfile(request: EraseProfile): Promise<ErasureReceipt | undefined>;
  /**
   * Takes away what is older than it need be kept: raw events, daily counts with their distinct values, keys of messages
   * (in the month after), memberships and seats before the last ones older than the counts, rejected messages. In small
   * steps between appends, so that it may take long; a run that was cut short is ended by the next. To be called about
   * every hour; a call during a run is the same run.
   *
   * @throws CollectorError `clock_jumped` while the clock is far past the last run's; nothing goes then.
   */
  retire(): Promise<Retired>;
  /** Commits a small durable write; rejects with what keeps it from being stored. */
  check(): Promise<void>;
  listRejected(filter: RejectedFilter, page: RejectedPage): Promise<RejectedMessage[]>;
  close(): Promise<void>;
}

export interface PublishModel {
  /** Absent: the project's main model. */
  modelId?: string;
  /** Make another model instead of a version of an existing one. */
  createNew?: boolean;
  definition: ScoreModel;
  author: string;
  reason: string;
  /** Milliseconds since 1970 UTC. */
  at: number;
}

export interface ModelVersion {
  modelId: string;
  isMain: boolean;
  version: number;
  definition: ScoreModel;
  author: string;
  reason: string;
  /** Milliseconds since 1970 UTC. */
  createdAt: number;
  publishedAt: number | null;
  /** Storage's ids of the definition's signals, in its order. */
  signalIds: number[];
  /**
   * The first day on which all of its signals are counted: older raw events, or counts, had been let go. Null: since the
   * first event.
   */
  countedFrom: DayString | null;
}

export interface Profile {
  profileId: ProfileId;
  userId: string | null;
  /** Linked anonymous ids, oldest first, at most 100. */
  anonymousIds: string[];
  traits: JsonObject;
  /** Milliseconds since 1970 UTC: any message; only events that are not passive. */
  firstSeenAt: number;
  lastSeenAt: number | null;
  /** Last day with an event that was not passive. */
  lastActiveDay: DayString | null;
  accounts: { groupId: string; isPrimary: boolean }[];
  isUnmeasured: boolean;
}

export interface StoredEvent {
  messageId: string;
  type: MessageType;
  event: string | null;
  /** Milliseconds since 1970 UTC, corrected. */
  timestamp: number;
  day: DayString;
  properties: JsonObject;
  /** Traits of an identify or group message. */
  traits: JsonObject;
  context: MessageContext;
  isPassive: boolean;
  isBot: boolean;
}

/** One day's amount of one signal, by storage's signal id. */
export interface SignalCount {
  day: DayString;
  signalId: number;
  amount: number;
}

/** Whole hours since 1970 UTC, the first one included, the last one not. */
export interface HourRange {
  from: number;
  to: number;
}

/** What came of a signal, of everybody together. */
export interface SignalTotal {
  signalId: number;
  total: number;
}

/** Id of the signal that counts every event that is not passive, whatever the models hold: what makes a day active. */
export const ANY_EVENT_SIGNAL = 0;

export interface ProfileFilter {
  kind: 'known' | 'anonymous' | 'all';
  groupId?: string;
  /** Equality; a list means any of. */
  traits?: Record<string, string | number | boolean | (string | number | boolean)[]>;
  /** Last active day on or after this one. */
  seenSince?: DayString;
  /** Profiles that opted out are left out unless asked for. */
  unmeasured?: 'included';
}

/** A page of a profile's messages; `before` is the last one of the page before. */
export interface EventPage {
  before?: { timestamp: number; messageId: string };
  limit: number;
}

/** A change, as the project that it changed knows it. */
export interface ProjectAuditEntry extends Pick<AuditEntry, 'at' | 'actor' | 'action' | 'subject'> {
  /** Why, where somebody was asked: of published models. */
  reason: string | null;
}

/** Reads of a project on connections of their own: they see every append that was answered before. */
export interface ProjectReader extends AccountReads, CountScan, ModelWorkReads, ScoreReads {
  findProfile(ref: ProfileRef): Promise<Profile | undefined>;
  /** Profiles in the order of their internal number, after the one given. */
  listProfiles(filter: ProfileFilter, page: { after?: ProfileId; limit: number }): Promise<Profile[]>;
  /** Daily amounts of one profile (what it absorbed included) for days from `from` to `to`, both included. */
  listCounts(profileId: ProfileId, range: { from?: DayString; to: DayString }): Promise<SignalCount[]>;
  /** The first hour with an amount of any signal. */
  firstHour(): Promise<number | undefined>;
  /** What came in a range of hours, by signal; signals without an amount are left out. */
  sumHours(range: HourRange): Promise<SignalTotal[]>;
  /** Newest first, by (timestamp, messageId). */
  listEvents(profileId: ProfileId, page: EventPage): Promise<StoredEvent[]>;
  /** What else there is of a profile; undefined if there is none. */
  findRecords(profileId: ProfileId): Promise<ProfileRecords | undefined>;
  /** The latest merges of known users and published versions, newest first. */
  listAudit(limit: number): Promise<ProjectAuditEntry[]>;
  listModels(): Promise<ModelVersion[]>;
  /** The current published version of the main model, or of the one named. */
  findModel(modelId?: string, version?: number): Promise<ModelVersion | undefined>;
  listRejected(filter: RejectedFilter, page: RejectedPage): Promise<RejectedMessage[]>;
  /** How many rejected messages are kept, by code, the most frequent first. */
  countRejected(filter: RejectedFilter): Promise<{ code: string; count: number }[]>;
  /** Events that the SDKs of all browsers report to have dropped. */
  countDropped(): Promise<number>;
  /** Any message stored at all? */
  hasData(): Promise<boolean>;
  /** The oldest day whose counts are still kept, and of which messages are taken; `now` in milliseconds since 1970 UTC. */
  firstKeptDay(now: number): Promise<DayString>;
  close(): Promise<void>;
}
