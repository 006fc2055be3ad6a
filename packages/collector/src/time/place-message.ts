import type { DayClock } from './day-clock.ts';

/** When a message happened: the corrected instant (milliseconds since 1970 UTC) and its day in the project's zone. */
export interface Moment {
  at: number;
  day: number;
}

export type Placement =
  | { ok: true; moment: Moment }
  | { ok: false; code: 'in_future' | 'too_old'; message: string };

/** The times a message came with, in milliseconds since 1970 UTC. */
export interface MessageTimes {
  timestamp?: number | undefined;
  sentAt?: number | undefined;
  receivedAt: number;
}

const DAY_MS = 86_400_000;
// Less is the time a retry took under a sentAt that its client doesn't renew.
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/**
 * The instant a message happened at: its timestamp, moved by receivedAt − sentAt where the client's clock is more than
 * five minutes off; the time of receipt where it says nothing. May lie after the receipt.
 */
export function correctTime({ timestamp, sentAt, receivedAt }: MessageTimes): number {
  if (timestamp === undefined) return receivedAt;
  const offset = sentAt === undefined ? 0 : receivedAt - sentAt;
  return Math.abs(offset) > CLOCK_TOLERANCE_MS ? timestamp + offset : timestamp;
}

/**
 * Where a message stands in time. Later than its receipt is set to the receipt; more than a day later is refused as
 * `in_future`; a day before the last `retentionDays` days, or before `countsFrom` if more was let go, as `too_old`.
 */
export function placeMessage(
  times: MessageTimes,
  project: { dayOf: DayClock; retentionDays: number; countsFrom: number },
): Placement {
  const { receivedAt } = times;
  const corrected = correctTime(times);
  if (corrected - receivedAt > DAY_MS)
    return { ok: false, code: 'in_future', message: futureMessage(corrected, receivedAt) };
  const at = Math.min(corrected, receivedAt);
  const day = project.dayOf(at);
  const firstDay = Math.max(project.dayOf(receivedAt) - project.retentionDays, project.countsFrom);
  if (day >= firstDay) return { ok: true, moment: { at, day } };
  return { ok: false, code: 'too_old', message: oldMessage(at, firstDay) };
}

function futureMessage(corrected: number, receivedAt: number): string {
  const [time, now] = [toIso(corrected), toIso(receivedAt)];
  return `timestamp must not be more than a day after its receipt at ${now}, got ${time}: set the sender's clock, or send sentAt so that it can be corrected`;
}

function oldMessage(at: number, firstDay: number): string {
  const oldest = toIso(firstDay * DAY_MS).slice(0, 10);
  return `timestamp must be on ${oldest} or later, as long as daily counts are kept, got ${toIso(at)}: send only newer events`;
}

function toIso(timeMs: number): string {
  return Math.abs(timeMs) <= 8.64e15 ? new Date(timeMs).toISOString() : `${timeMs} ms`;
}
