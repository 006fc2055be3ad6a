/** One product being measured. */
export interface Project {
  projectId: string;
  /** IANA name, fixed once the project has data. */
  timeZone: string;
  /** Milliseconds since 1970 UTC. */
  createdAt: number;
}

export type KeyKind = 'write' | 'secret';

/** What a key allows. */
export interface KeyGrant {
  keyId: string;
  projectId: string;
  kind: KeyKind;
  /** Of secret keys. */
  scopes: ('read' | 'admin')[];
  /** Origins a write key may be used from; null: any. */
  allowedOrigins: string[] | null;
  /** Whatever names a userId needs a valid user token. */
  requireUserToken: boolean;
}

/** Synchronous and cached, for the hot path; sees every change to keys that was answered before, other processes' too. */
export interface KeyLookup {
  findKey(key: string): KeyGrant | undefined;
  findProject(projectId: string): Project | undefined;
}

/** A key as it is kept: write keys can be read again, secret keys only compared. */
export interface StoredKey extends KeyGrant {
  /** Absent for secret keys. */
  writeKey?: string;
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
  isFromSetting?: boolean;
  /** `all` of its kind, those that came from a setting, or none. */
  replaces: 'all' | 'from-setting' | 'none';
  change: Change;
}

/** Who changes something and when (milliseconds since 1970 UTC): goes into the audit. */
export interface Change {
  actor: string;
  at: number;
}

export interface AuditEntry extends Change {
  action: 'project-added' | 'time-zone-set' | 'key-added' | 'key-ended' | 'session-opened' | 'session-closed';
  /** What it happened to: a project, a key's id. Never a key or a token. */
  subject: string;
}

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
  openSession(session: NewToken): Promise<void>;
  findSession(token: string, at: number): Promise<Session | undefined>;
  closeSession(token: string, change: Change): Promise<void>;
  addLoginLink(link: NewToken): Promise<void>;
  /** What the link opens, once; undefined if it was used, is over, or never was. */
  redeemLoginLink(token: string, at: number): Promise<Session | undefined>;
  /** The latest entries, newest first. */
  listAudit(limit: number): Promise<AuditEntry[]>;
  /** Commits a tiny change and waits until it is durable. */
  checkWritable(): Promise<void>;
  close(): Promise<void>;
}
