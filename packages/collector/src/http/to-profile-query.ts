import { DEFAULT_BANDS, toDayNumber, toDayString } from '@ardent/core';
import type { ProfileQuery } from '../scoring/list-profiles.ts';
import type { ScoringPoint } from '../scoring/scoring-point.ts';
import type { ModelVersion, ProfileFilter } from '../storage/project-storage.ts';
import type { SortField } from '../storage/score-reads.ts';
import { Refusal } from './refusal.ts';

/** Parameters of a list, checked each for itself; traits stand under `trait.<name>`. */
export interface ListParameters {
  kind: ProfileFilter['kind'];
  band?: string | undefined;
  minScore?: number | undefined;
  maxScore?: number | undefined;
  account?: string | undefined;
  /** Such as `30d`. */
  seenWithin?: string | undefined;
  /** A field; `-` before it: descending. */
  sort: SortField | `-${SortField}`;
  [trait: `trait.${string}`]: unknown;
}

/**
 * What a list was asked for, for scoring to answer at a point.
 *
 * @throws Refusal 400 for a band that the model doesn't have.
 */
export function toProfileQuery(
  { kind, band, minScore, maxScore, account, seenWithin, sort, ...others }: ListParameters,
  point: ScoringPoint,
): ProfileQuery {
  const filter: ProfileFilter = { kind };
  if (account !== undefined) filter.groupId = account;
  if (seenWithin !== undefined) filter.seenSince = daysBefore(point.day, Number.parseInt(seenWithin, 10) - 1);
  const traits = traitsIn(others);
  if (traits !== undefined) filter.traits = traits;
  const descending = sort.startsWith('-');
  const query: ProfileQuery = { filter, sort: { field: sort.replace('-', '') as SortField, descending } };
  if (band !== undefined) query.band = knownBand(band, point.model);
  if (minScore !== undefined) query.minScore = minScore;
  if (maxScore !== undefined) query.maxScore = maxScore;
  return query;
}

/** Whether a parameter is a filter on a trait. */
export function isTraitName(name: string): name is `trait.${string}` {
  return name.startsWith('trait.') && name.length > 6;
}

/** What the `trait.<name>` parameters of a list ask for; undefined if there are none. */
export function traitsIn(
  parameters: Record<string, unknown>,
): Record<string, (string | number | boolean)[]> | undefined {
  const traits = Object.entries(parameters).filter(([name]) => isTraitName(name));
  if (traits.length === 0) return undefined;
  return Object.fromEntries(traits.map(([name, text]) => [name.slice(6), valuesOf(String(text))]));
}

/** A query is text: `5` means the number as well as the text, `true` the boolean, too. */
function valuesOf(text: string): (string | number | boolean)[] {
  const values: (string | number | boolean)[] = [text];
  if (text.trim() !== '' && String(Number(text)) === text) values.push(Number(text));
  if (text === 'true' || text === 'false') values.push(text === 'true');
  return values;
}

/** @throws Refusal 400 for a band that the model doesn't have. */
export function knownBand(band: string, { definition }: ModelVersion): string {
  const keys = (definition.bands ?? DEFAULT_BANDS).map(({ key }) => key);
  if (keys.includes(band)) return band;
  throw new Refusal({
    status: 400,
    code: 'invalid_parameter',
    detail: `band must be one of ${keys.join(', ')}, got ${JSON.stringify(band)}.`,
    remedy: 'Correct the parameter, or leave it out.',
  });
}

function daysBefore(day: string, days: number): string {
  return toDayString(toDayNumber(day) - days);
}
