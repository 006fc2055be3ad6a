import { DEFAULT_BANDS } from '@ardent/core';
import { countBands } from '../../scoring/count-bands.ts';
import { listProfiles } from '../../scoring/list-profiles.ts';
import type { ListPosition } from '../../storage/score-reads.ts';
import type { ProfileListView } from '../pages/profile-list-page.tsx';
import { toBandRanges } from '../words/describe-band.ts';
import { findProfiles } from './find-profiles.ts';
import { getMainModel, type PageRequest, toPlace } from './page-request.ts';

const PROFILES_A_PAGE = 50;

/**
 * What the list shows: one page of the profiles that the query's filters let through, the highest score first; of the
 * lowest band the lowest.
 */
export async function loadProfileList(request: PageRequest): Promise<ProfileListView> {
  const { project, scoring } = request.opened;
  const model = await getMainModel(request);
  const point = { model, day: scoring.today() };
  const kind = readKind(request.query.get('kind'));
  const bands = toBandRanges(model.definition.bands ?? DEFAULT_BANDS);
  const key = bands.find((band) => band.key === request.query.get('band'))?.key;
  const band = key === undefined ? {} : { band: key };
  const after = readPosition(request.query);
  const counts = await countBands(scoring, kind, point);
  const isLowestFirst = key !== undefined && key === bands[0]?.key;
  const query = { filter: { kind }, ...band, sort: { field: 'score', descending: !isLowestFirst } } as const;
  const page = { point, limit: PROFILES_A_PAGE, ...(after ? { after } : {}) };
  const find = request.query.get('find')?.trim() || undefined;
  const { rows, next } =
    find === undefined
      ? await listProfiles(scoring, query, page)
      : await findProfiles(request, find, { query, page });
  return {
    place: toPlace(request, 'profiles'),
    timeZone: project.timeZone,
    nowMs: request.nowMs,
    kind,
    ...band,
    ...(find !== undefined && { find }),
    isLowestFirst,
    bands,
    bandCounts: bands.map((one, i) => ({ band: one, count: counts[i] ?? 0 })),
    rows,
    next: next ?? null,
  };
}

function readKind(text: string | null): ProfileListView['kind'] {
  return text === 'anonymous' || text === 'all' ? text : 'known';
}

function readPosition(query: URLSearchParams): ListPosition | undefined {
  const [value = Number.NaN, landmark = Number.NaN] = ['place', 'since'].map((name) =>
    Number(query.get(name) ?? Number.NaN),
  );
  const profileId = query.get('after');
  const isPlace = profileId !== null && Number.isFinite(value) && Number.isSafeInteger(landmark);
  return isPlace ? { value, profileId, landmark } : undefined;
}
