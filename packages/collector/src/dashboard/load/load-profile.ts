import { type DayString, DEFAULT_BANDS } from '@ardent/core';
import type { ModelVersion, Profile, StoredEvent } from '../../storage/project-storage.ts';
import type { ProfileView } from '../pages/profile-page.tsx';
import type { ChangeSince } from '../parts/change-table.tsx';
import type { Percentile } from '../parts/score-card.tsx';
import { toBandRanges } from '../words/describe-band.ts';
import { addDays } from '../words/format-time.ts';
import { getMainModel, type PageRequest, toPlace } from './page-request.ts';

const EVENTS_A_PAGE = 50;
const HISTORY_DAYS = 90;
const SHORTEST_HISTORY_DAYS = 14;
const COMPARED_DAYS = 90;

/** What the page of one profile shows; undefined if there is no such profile. */
export async function loadProfile(request: PageRequest, profileId: string): Promise<ProfileView | undefined> {
  const { project, reader, scoring } = request.opened;
  const profile = await reader.findProfile({ profileId });
  if (!profile) return undefined;
  const model = await getMainModel(request);
  const day = scoring.today();
  const point = { model, day };
  const score = await scoring.scoreWithPercentile(profile, point);
  const comparison = await loadPercentile(request, model, score.percentile);
  const before = readBefore(request.query);
  const events = await reader.listEvents(profile.profileId, {
    limit: EVENTS_A_PAGE + 1,
    ...(before ? { before } : {}),
  });
  return {
    place: toPlace(request, 'profiles'),
    timeZone: project.timeZone,
    today: day,
    nowMs: request.nowMs,
    profile,
    model,
    bands: toBandRanges(model.definition.bands ?? DEFAULT_BANDS),
    score,
    ...(comparison ? { percentile: comparison } : {}),
    counts: await scoring.listCounts(profile, point),
    history: await scoring.history(profile, { model, from: historyStart(profile, request, day), to: day }),
    changes: await Promise.all([7, 28].map((days) => loadChange(request, profile, { model, day, days }))),
    events: events.slice(0, EVENTS_A_PAGE),
    olderHref: olderHref(events),
    isFirstPage: before === undefined,
  };
}

async function loadPercentile(
  { opened: { scoring } }: PageRequest,
  model: ModelVersion,
  ratio: number | null,
): Promise<Percentile | undefined> {
  if (ratio === null) return undefined;
  const day = scoring.today();
  const compared = await scoring.scoreAll(
    { kind: 'known', seenSince: addDays(day, 1 - COMPARED_DAYS) },
    { model, day },
  );
  return { ratio, among: compared.length };
}

async function loadChange(
  { opened: { scoring } }: PageRequest,
  profile: Profile,
  { model, day, days }: { model: ModelVersion; day: DayString; days: number },
): Promise<ChangeSince> {
  const from = addDays(day, -days);
  return { days, from, change: await scoring.explain(profile, { model, day: from }, { model, day }) };
}

/** From the first day on which the person was seen, but not further back than the chart goes, nor too short a way. */
function historyStart(profile: Profile, { opened: { scoring } }: PageRequest, today: DayString): DayString {
  const firstSeen = scoring.dayOf(profile.firstSeenAt);
  const earliest = addDays(today, 1 - HISTORY_DAYS);
  const latest = addDays(today, 1 - SHORTEST_HISTORY_DAYS);
  const [, middle] = [earliest, firstSeen, latest].sort();
  return middle ?? earliest;
}

function readBefore(query: URLSearchParams): { timestamp: number; messageId: string } | undefined {
  const messageId = query.get('before');
  const timestamp = Number(query.get('at') ?? Number.NaN);
  return messageId === null || !Number.isSafeInteger(timestamp) ? undefined : { timestamp, messageId };
}

function olderHref(events: readonly StoredEvent[]): string | null {
  const last = events[EVENTS_A_PAGE - 1];
  if (events.length <= EVENTS_A_PAGE || !last) return null;
  return `?${new URLSearchParams({ at: String(last.timestamp), before: last.messageId })}#timeline`;
}
