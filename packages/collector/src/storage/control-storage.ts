/** One product being measured. */
export interface Project {
  projectId: string;
  /** IANA name, fixed once the project has data. */
  timeZone: string;
  /** Milliseconds since 1970 UTC. */
  createdAt: number;
}

/** `token`: a secret that a back end signs user tokens with; no request may carry it. */
export type KeyKind = 'write' | 'secret' | 'token';

/** What a secret key may do: read; or change, import and send what a write key may not. */
export type KeyScope = 'read' | 'admin';

/** What an operator can set of a key. */
export interface KeySettings {
  /** Of secret keys. */
  scopes: KeyScope[];
  /** Origins a write key may be used from; null: any. */
  allowedOrigins: string[] | null;
  /** Of write keys: whatever names a userId needs a valid user token. */
  requireUserToken: boolean;
  /** Requests a minute; null: as many as come. */
  requestsPerMinute: number | null;
}

/** What a key allows. */
export interface KeyGrant extends KeySettings {
  keyId: string;
  projectId: string;
  kind: KeyKind;
}

/** What signs the user tokens of a project. */
export interface TokenSecret {
  keyId: string;
  projectId: string;
  secret: string;
}

/** Synchronous and cached, for the hot path; sees every change to keys that was answered before, other processes' too. */
export interface KeyLookup {
  /** The valid write or secret key with this text. */
  findKey(key: string): KeyGrant | undefined;
  /** The valid token secret with this id. */
  findTokenSecret(keyId: string): TokenSecret | undefined;
  /** What the key with this id allows or allowed: also one that has ended. */
  findGrant(keyId: string): KeyGrant | undefined;
  findProject(projectId: string): Project | undefined;
}

/** A key as it is kept: write keys and token secrets can be read again, secret keys only compared. */
export interface StoredKey extends KeyGrant {
  /** Of write keys. */
  writeKey?: string;
  /** Of token secrets. */
  tokenSecret?: string;
  /** Put there by ARDENT_WRITE_KEY or ARDENT_SECRET_KEY. */
  isFromSetting: boolean;
  /** Milliseconds since 1970 UTC. */
  createdAt: number;
  /** From then on it is refused; null: never. Milliseconds since 1970 UTC. */
  expiresAt: number | null;
}

/** A key to keep, and which of the project's keys of its kind end with it. */
export interface NewKey {
  projectId: string;
  kind: KeyKind;
  /** The key itself, 6 to 128 printable characters. */
  key: string;
  /** What is absent: all scopes for a secret key, any origin, no token, no limit. */
  settings?: Partial<KeySettings>;
  isFromSetting?: boolean;
  /** `all` of its kind, those that came from a setting, none, or one by its id. */
  replaces: 'all' | 'from-setting' | 'none' | { keyId: string };
  /** When those end, in milliseconds since 1970 UTC; absent: at once. */
  replacedEndAt?: number;
  change: Change;
}

/** A key that is changed or ended. */
export interface KeyChange {
  projectId: string;
  keyId: string;
  change: Change;
}

/** Who changes something and when (milliseconds since 1970 UTC): goes into the audit. */
export interface Change {
  actor: string;
  at: number;
}

export interface AuditEntry extends Change {
  action: AuditAction;
  /** What it happened to: a project, a key's id, a profileId, a model's version. Never a key, a token, or a name of a person. */
  subject: string;
  /** Null: it touches all projects. */
  projectId: string | null;
}

export type AuditAction =
  | 'project-added'
  | 'time-zone-set'
  | 'key-added'
  | 'key-changed'
  | 'key-ended'
  | 'session-opened'
  | 'session-closed'
  | 'model-published'
  | 'outcomes-set'
  | 'probability-set'
  | 'probability-removed'
  | 'users-merged'
  | 'profile-erased'
  | 'rejected-replayed'
  | 'counts-repaired'
  | 'backup-restored';

/** Somebody who looks at the dashboard; `projectId` null: at all projects. */
export interface Session {
  projectId: string | null;
  /** Milliseconds since 1970 UTC. */
  expiresAt: number;
}

/** A token to remember, by its hash alone. */
export interface NewToken extends Session {
  /** At least 128 random bits, as text. */
  token: string;
  /** The secret key that it was opened with, if it was one: it ends with that key. */
  keyId?: string;
  change: Change;
}

/**
 * Projects, keys, sessions and the audit: control data, apart from every project's own.
 * Every promise resolves after the change is durable; it rejects with a CollectorError if it is not stored.
 */
export interface ControlStorage {
  listProjects(): Promise<Project[]>;
  findProject(projectId: string): Promise<Project | undefined>;
  addProject(project: Project, change: Change): Promise<void>;
  setTimeZone(projectId: string, timeZone: string, change: Change): Promise<void>;
  /** Keys that are valid at an instant, oldest first, write keys before secret ones. */
  listKeys(projectId: string, at: number): Promise<StoredKey[]>;
  /** The key with this text, ended ones included. */
  findStoredKey(key: string): Promise<StoredKey | undefined>;
  /** Keeps the key and ends those that it replaces, at once. A key that was ended before becomes valid again. */
  putKey(key: NewKey): Promise<StoredKey>;
  /** Changes what a key may do; undefined if the project has no such valid key. */
  setKey(which: KeyChange, settings: Partial<KeySettings>): Promise<StoredKey | undefined>;
  /** Ends a key at once; false if the project has no such valid key. */
  endKey(which: KeyChange): Promise<boolean>;
  openSession(session: NewToken): Promise<void>;
  findSession(token: string, at: number): Promise<Session | undefined>;
  closeSession(token: string, change: Change): Promise<void>;
  addLoginLink(link: NewToken): Promise<void>;
  /** What the link opens, once; undefined if it was used, is over, or never was. */
  redeemLoginLink(token: string, at: number): Promise<Session | undefined>;
  /** Adds an entry to the audit, of a change that was made elsewhere. */
  record(entry: AuditEntry): Promise<void>;
  /** The latest entries, newest first; of one project with those that touch all, or of all. */
  listAudit(limit: number, projectId?: string): Promise<AuditEntry[]>;
  /** Commits a tiny change and waits until it is durable. */
  checkWritable(): Promise<void>;
  close(): Promise<void>;
}
