import { bandOf, DEFAULT_BANDS, rounded } from '@ardent/core';
import { type ListPosition, listProfiles } from '../../scoring/list-profiles.ts';
import type { FleetScore } from '../../scoring/score-fleet.ts';
import type { ProfileListView } from '../pages/profile-list-page.tsx';
import type { BandCount } from '../parts/band-filter.tsx';
import { type BandRange, toBandRanges } from '../words/describe-band.ts';
import { getMainModel, type PageRequest, toPlace } from './page-request.ts';

const PROFILES_A_PAGE = 50;

/** What the list shows: one page of the profiles that the query's filters let through, the highest score first. */
export async function loadProfileList(request: PageRequest): Promise<ProfileListView> {
  const { project, scoring } = request.opened;
  const model = await getMainModel(request);
  const point = { model, day: scoring.today() };
  const kind = readKind(request.query.get('kind'));
  const bands = toBandRanges(model.definition.bands ?? DEFAULT_BANDS);
  const key = bands.find((band) => band.key === request.query.get('band'))?.key;
  const band = key === undefined ? {} : { band: key };
  const after = readPosition(request.query);
  const { rows, next } = await listProfiles(
    scoring,
    { filter: { kind }, ...band, sort: { field: 'score', descending: true } },
    { point, limit: PROFILES_A_PAGE, ...(after ? { after } : {}) },
  );
  return {
    place: toPlace(request, 'profiles'),
    timeZone: project.timeZone,
    nowMs: request.nowMs,
    kind,
    ...band,
    bands,
    bandCounts: countBands(bands, await scoring.scoreAll({ kind }, point)),
    rows,
    next: next ?? null,
  };
}

function readKind(text: string | null): ProfileListView['kind'] {
  return text === 'anonymous' || text === 'all' ? text : 'known';
}

function countBands(bands: readonly BandRange[], everyone: readonly FleetScore[]): BandCount[] {
  const counts = new Map<string, number>();
  for (const { score } of everyone) {
    const key = bandOf(rounded(score), bands);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return bands.map((band) => ({ band, count: counts.get(band.key) ?? 0 }));
}

function readPosition(query: URLSearchParams): ListPosition | undefined {
  const [value, profileId] = [Number(query.get('score') ?? Number.NaN), query.get('after')];
  return profileId === null || !Number.isFinite(value) ? undefined : { value, profileId };
}
