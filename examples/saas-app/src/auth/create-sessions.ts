import { randomBytes } from 'node:crypto';
import type { Store } from '../store/create-store.ts';
import type { User } from '../store/entities.ts';

/** What the next page says and records: things happen in a POST, but only a page can tell the browser's SDK. */
export interface Flash {
  notice?: string;
  events: { event: string; properties?: Record<string, string | number | boolean> }[];
}

export interface Session {
  user: User;
  flash: Flash;
}

/** Who is signed in, by the random text in a cookie. */
export interface Sessions {
  open(user: User): { token: string; session: Session };
  find(token: string | undefined): Session | undefined;
  close(token: string): void;
}

const MOST_SESSIONS = 2_000;

/** Sessions in memory: they end with the process, and the oldest when there are too many. */
export function createSessions(store: Store): Sessions {
  const sessions = new Map<string, Session>();
  return {
    open(user) {
      const [oldest] = sessions.keys();
      if (sessions.size >= MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest);
      const token = randomBytes(24).toString('base64url');
      const session = { user, flash: { events: [] } };
      sessions.set(token, session);
      return { token, session };
    },
    find(token) {
      const session = token === undefined ? undefined : sessions.get(token);
      // Its company may have gone meanwhile.
      return session && store.findUser(session.user.userId) && session;
    },
    close: (token) => void sessions.delete(token),
  };
}
