import { createId } from './create-id.ts';
import type { RowStore } from './row-store.ts';
import type { Session } from './session.ts';

/** Who the person is, in this browser, for all its tabs. */
export interface State {
  anonymousId: string;
  userId?: string | undefined;
  userToken?: string | undefined;
  groupId?: string | undefined;
  session?: Session | undefined;
  /** Events that this browser had to drop since it has this anonymousId. */
  dropped?: number | undefined;
  /** True after `optIn()`, false after `optOut()`. */
  optedIn?: boolean | undefined;
  /** When it last changed, in milliseconds since 1970. */
  changedAt: number;
}

// Of someone who opted out nothing else is kept.
type Saved = Pick<State, 'optedIn' | 'changedAt'> & Partial<State>;

/** Keeps the state in localStorage and, because that does not survive a kill, in the store. Never throws. */
export interface StateKeeper {
  /** Reads it anew, because other tabs change it too. */
  read(): State;
  update(change: Partial<State>): void;
  /** Forgets who the person is: nothing stays but the consent and `change`. */
  renew(change?: Partial<State>): void;
  /** Takes what the store holds, if it is newer. */
  restore(): Promise<void>;
  /** Whether a required consent is neither given nor refused: nothing may be kept or sent then. */
  lacksConsent(): boolean;
}

// Sorts after all rows, whose keys begin with a hexadecimal digit.
const STATE_KEY = 'state';

/** Makes a keeper of the state called `name`; without a store it lives in memory alone. */
export function createStateKeeper(name: string, store?: RowStore, needsConsent?: boolean): StateKeeper {
  let state: State = { anonymousId: createId(), changedAt: 0 };
  let known: string | null | undefined;

  const read = () => {
    try {
      const stored = store && localStorage.getItem(name);
      if (stored && stored !== known) {
        state = { anonymousId: createId(), ...JSON.parse(stored) };
        known = stored;
      }
    } catch {}
    return state;
  };

  const lacksConsent = () => !!needsConsent && read().optedIn === undefined;

  const keep = (next: State) => {
    state = { ...next, changedAt: Date.now() };
    if (!store || lacksConsent()) return;
    const { optedIn, changedAt } = state;
    const kept: Saved = optedIn === false ? { optedIn, changedAt } : state;
    store.write(STATE_KEY, kept);
    try {
      const text = JSON.stringify(kept);
      localStorage.setItem(name, text);
      known = text;
    } catch {}
  };

  return {
    read,
    lacksConsent,
    update: (change) => keep({ ...read(), ...change }),
    renew: (change) => keep({ anonymousId: createId(), changedAt: 0, optedIn: read().optedIn, ...change }),
    async restore() {
      if (lacksConsent()) return;
      const saved = (await store?.read(STATE_KEY)) as Saved | undefined;
      if (saved && saved.changedAt > read().changedAt) keep({ anonymousId: createId(), ...saved });
    },
  };
}
