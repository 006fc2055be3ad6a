import type { JsonObject } from '@ardent/core';
import { createId } from './create-id.ts';
import type { State } from './state.ts';

declare global {
  interface Navigator {
    /** Whether the person asks not to be tracked across sites: globalprivacycontrol.org. */
    readonly globalPrivacyControl?: boolean;
  }
  /** Where the browser has it. */
  var Temporal: { readonly Now: { timeZoneId(): string } } | undefined;
}

// The limit of Segment and Google Analytics.
const IDLE_MS = 30 * 60_000;
// Writing down each time would cost more than the rest of a call.
const FRESH_MS = 10_000;

/** What a session is stamped with. */
export type Session = Pick<
  State,
  'sessionId' | 'sessionStart' | 'locale' | 'timezone' | 'referrer' | 'campaign'
>;

/**
 * What an event at `time` changes: a new session, if the state's last change was more than 30 minutes away; nothing but
 * the time of that change, if it was more than 10 seconds; else not even that.
 */
export function nextSession(
  { sessionId, changedAt }: State,
  time: number,
): Session | Record<never, never> | false {
  // Away, not ago: a clock that was set back must not make a session endless.
  const awayMs = Math.abs(time - changedAt);
  if (sessionId && awayMs < IDLE_MS) return awayMs > FRESH_MS && {};
  const { referrer } = document;
  const isPrivate = navigator.globalPrivacyControl;
  const campaign: JsonObject = {};
  for (const [key, value] of new URLSearchParams(isPrivate ? '' : location.search)) {
    if (key.startsWith('utm_')) campaign[key === 'utm_campaign' ? 'name' : key.slice(4)] = value;
  }
  return {
    sessionId: createId(time),
    sessionStart: time,
    locale: navigator.language,
    // In a new process of the browser, the first use of Intl takes longer than all else that is done here.
    timezone: globalThis.Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    // Empty, not absent: what the session before knew must go.
    campaign,
    referrer: isPrivate || referrer.startsWith(location.origin) ? '' : referrer,
  };
}
