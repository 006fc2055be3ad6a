/** One product being measured. */
export interface Project {
  projectId: string;
  /** IANA name, fixed once the project has data. */
  timeZone: string;
  /** Milliseconds since 1970 UTC. */
  createdAt: number;
}

/** What a key allows. */
export interface KeyGrant {
  keyId: string;
  projectId: string;
  kind: 'write' | 'secret';
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
