import type { JsonObject } from '@ardent/core';
import { createId } from './create-id.ts';

// The limit of Segment and Google Analytics.
const IDLE_MS = 30 * 60_000;

/** A visit: from its first event until 30 minutes without one. Times are milliseconds since 1970. */
export interface Session {
  id: string;
  start: number;
  /** Time of its latest event. */
  seenAt: number;
  /** Origin of the other site that linked here; absent under Global Privacy Control, like `campaign`. */
  referrer?: string | undefined;
  campaign?: JsonObject;
}

/** The session that an event at `time` belongs to: the current one, seen again, or a new one. */
export function sessionAt(time: number, current: Session | undefined): Session {
  // The distance, because a clock that was set back must not make a session endless.
  if (current && Math.abs(time - current.seenAt) < IDLE_MS) {
    return { ...current, seenAt: Math.max(time, current.seenAt) };
  }
  const session = { id: createId(time), start: time, seenAt: time };
  return hasPrivacyControl() ? session : { ...session, referrer: referrer(), campaign: campaign() };
}

/** Whether the browser sends Global Privacy Control (globalprivacycontrol.org). */
export function hasPrivacyControl(): boolean {
  return (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
}

function referrer(): string | undefined {
  const origin = /^https?:\/\/[^/]+/.exec(document.referrer)?.[0];
  return origin === location.origin ? undefined : origin;
}

function campaign(): JsonObject {
  const parameters = new URLSearchParams(location.search);
  const read = (name: string) => parameters.get(`utm_${name}`)?.slice(0, 200) as string;
  return {
    source: read('source'),
    medium: read('medium'),
    name: read('campaign'),
    term: read('term'),
    content: read('content'),
  };
}
