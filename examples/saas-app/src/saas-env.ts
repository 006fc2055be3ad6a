import type { Context } from 'hono';
import type { Session, Sessions } from './auth/create-sessions.ts';
import type { TokenSecret } from './auth/user-token.ts';
import type { CollectorClient } from './create-collector-client.ts';
import type { Store } from './store/create-store.ts';

/** What every route works with. */
export interface SaasDeps {
  store: Store;
  sessions: Sessions;
  collector: CollectorClient;
  collectorUrl: string;
  writeKey: string;
  tokenSecret: TokenSecret;
}

/** Hono's types for routes behind the sign-in. */
export interface SaasEnv {
  Variables: { session: Session };
}

export type SaasContext = Context<SaasEnv>;

/** Where the app lives on its server. */
export const BASE = '/demo/app';
