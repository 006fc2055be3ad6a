import type { StoredEvent } from '../../storage/project-storage.ts';
import type { ProfileView } from '../pages/profile-page.tsx';
import { loadScore } from './load-score.ts';
import { type PageRequest, toPlace } from './page-request.ts';

const EVENTS_A_PAGE = 50;

/** What the page of one profile shows; undefined if there is no such profile. */
export async function loadProfile(request: PageRequest, profileId: string): Promise<ProfileView | undefined> {
  const { project, reader } = request.opened;
  const profile = await reader.findProfile({ profileId });
  if (!profile) return undefined;
  const before = readBefore(request.query);
  const events = await reader.listEvents(profile.profileId, {
    limit: EVENTS_A_PAGE + 1,
    ...(before ? { before } : {}),
  });
  return {
    place: toPlace(request, 'profiles'),
    timeZone: project.timeZone,
    nowMs: request.nowMs,
    profile,
    score: before || profile.isUnmeasured ? null : await loadScore(request, profile),
    isOlder: before !== undefined,
    events: events.slice(0, EVENTS_A_PAGE),
    olderHref: olderHref(events),
  };
}

function readBefore(query: URLSearchParams): { timestamp: number; messageId: string } | undefined {
  const messageId = query.get('before');
  const timestamp = Number(query.get('at') ?? Number.NaN);
  return messageId === null || !Number.isSafeInteger(timestamp) ? undefined : { timestamp, messageId };
}

function olderHref(events: readonly StoredEvent[]): string | null {
  const last = events[EVENTS_A_PAGE - 1];
  if (events.length <= EVENTS_A_PAGE || !last) return null;
  return `?${new URLSearchParams({ at: String(last.timestamp), before: last.messageId })}`;
}
