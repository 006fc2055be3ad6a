import type { JsonObject } from '@ardent/core';
import { createId } from './create-id.ts';
import type { State } from './state.ts';

declare global {
  interface Navigator {
    /** Whether the person asks not to be tracked across sites: globalprivacycontrol.org. */
    readonly globalPrivacyControl?: boolean;
  }
}

// The limit of Segment and Google Analytics.
const IDLE_MS = 30 * 60_000;

/** What a session is stamped with. */
export type Session = Pick<
  State,
  'sessionId' | 'sessionStart' | 'locale' | 'timezone' | 'referrer' | 'campaign'
>;

/** A new session, if the state's last change was more than 30 minutes away from `time`. */
export function nextSession({ sessionId, changedAt }: State, time: number): Session | undefined {
  // Away, not ago: a clock that was set back must not make a session endless.
  if (sessionId && Math.abs(time - changedAt) < IDLE_MS) return;
  // Once a session: the first such call in a page takes longer than all else that is done here.
  const { locale, timeZone: timezone } = Intl.DateTimeFormat().resolvedOptions();
  const session = { sessionId: createId(time), sessionStart: time, locale, timezone };
  const { referrer } = document;
  const isPrivate = navigator.globalPrivacyControl;
  const campaign: JsonObject = {};
  for (const [key, value] of new URLSearchParams(isPrivate ? '' : location.search)) {
    if (key.startsWith('utm_')) campaign[key === 'utm_campaign' ? 'name' : key.slice(4)] = value;
  }
  // Empty, not absent: what the session before knew must go.
  return {
    ...session,
    campaign,
    referrer: isPrivate || referrer.startsWith(location.origin) ? '' : referrer,
  };
}
