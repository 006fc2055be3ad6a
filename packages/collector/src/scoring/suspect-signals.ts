import type { HourRange, ModelVersion, ProjectReader } from '../storage/project-storage.ts';
import { isSuspect } from './is-suspect.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const WEEK_HOURS = 7 * 24;
const WEEKS = [1, 2, 3, 4];

/**
 * The keys of a model's signals whose tracking seems broken at an instant: in the 24 complete hours before it came below a
 * fifth of what is usual in the same hours of the four weeks before. None in a project's first four weeks.
 *
 * @param at milliseconds since 1970 UTC.
 */
export async function suspectSignals(
  reader: Pick<ProjectReader, 'firstHour' | 'sumHours'>,
  { definition, signalIds }: ModelVersion,
  at: number,
): Promise<string[]> {
  const to = Math.floor(at / HOUR_MS);
  const first = await reader.firstHour();
  if (first === undefined || first > to - WEEKS.length * WEEK_HOURS) return [];
  const totalsOf = async (weeks: number) => totals(reader, rangeBefore(to - weeks * WEEK_HOURS));
  const recent = await totalsOf(0);
  const before = await Promise.all(WEEKS.map(totalsOf));
  const suspect = (id: number | undefined) =>
    id !== undefined &&
    isSuspect(
      recent.get(id) ?? 0,
      before.map((week) => week.get(id) ?? 0),
    );
  return definition.signals.filter((_, i) => suspect(signalIds[i])).map(({ key }) => key);
}

function rangeBefore(to: number): HourRange {
  return { from: to - DAY_HOURS, to };
}

async function totals(
  reader: Pick<ProjectReader, 'sumHours'>,
  range: HourRange,
): Promise<ReadonlyMap<number, number>> {
  return new Map((await reader.sumHours(range)).map(({ signalId, total }) => [signalId, total]));
}
