import type { Database } from 'better-sqlite3';
import { RecentCache } from '../../../caching/recent-cache.ts';
import type { RankedQuery, SortField } from '../../../storage/score-reads.ts';
import { type IndexedFilter, type SqlPart, type SqlValue, toConditions } from './profile-conditions.ts';

export type PlannedQuery = SqlPart;

/** Which rows of a set to list: A from `from` up to but not including `below`, past a place in the order. */
export interface ListRange {
  set: number;
  standings: readonly number[];
  from: number;
  below: number;
  after?: { value: number; profile: number };
}

type CountBelow = (
  set: number,
  standings: readonly number[],
  edges: readonly number[],
) => { total: number; below: number[] };

/** The queries whose rows, merged in order, are a page of a list and the row after it. */
export type ListPlanner = (query: RankedQuery, range: ListRange) => PlannedQuery[];

// Counting so many takes 4 ms; more than that are not worth being looked at one by one.
const MOST_GATHERED = 50_000;
const COUNTED_FILTERS = 500;
const COUNTED_FOR_MS = 60_000;

/**
 * Walks along the order and leaves out whom the filters don't let through, or gathers the profiles of the filter that
 * lets the fewest through and sorts them: whichever looks at fewer rows if the filters have nothing to do with each
 * other. SQLite's own planner has no statistics to tell the two apart.
 */
export function createListPlanner(db: Database, countBelow: CountBelow): ListPlanner {
  const counted = new RecentCache<string, { count: number; staleAt: number }>(COUNTED_FILTERS);

  /** How many a filter lets through, a minute ago at most: what is chosen by it is right either way. */
  function countSome({ sql, values }: SqlPart): number {
    const key = JSON.stringify([sql, values]);
    const known = counted.get(key);
    if (known !== undefined && known.staleAt > performance.now()) return known.count;
    const select = db
      .prepare<unknown[], number>(`SELECT count(*) FROM (${sql} LIMIT ${MOST_GATHERED})`)
      .pluck();
    const count = select.get(...values) ?? 0;
    counted.set(key, { count, staleAt: performance.now() + COUNTED_FOR_MS });
    return count;
  }

  /** The filter to gather by; undefined: walk. */
  function findGathered(
    indexed: readonly IndexedFilter[],
    range: ListRange,
    limit: number,
  ): IndexedFilter | undefined {
    if (indexed.length === 0) return undefined;
    const bounds = countBelow(range.set, range.standings, [range.from, range.below]);
    const [start = 0, end = 0] = bounds.below;
    const selective = indexed
      .map((filter) => ({ filter, count: countSome(filter.select) }))
      .filter(({ count }) => count < MOST_GATHERED)
      .sort((a, b) => a.count - b.count);
    const share = selective.reduce((product, { count }) => product * (count / Math.max(1, bounds.total)), 1);
    const walked = Math.min(end - start, limit / share);
    const [fewest] = selective;
    return fewest !== undefined && fewest.count < walked ? fewest.filter : undefined;
  }

  return (query, range) => {
    const { indexed, others } = toConditions(query.filter);
    const gathered = findGathered(indexed, range, query.limit + 1);
    const conditions = [
      ...indexed.filter((filter) => filter !== gathered).map(({ condition }) => condition),
      ...others,
    ];
    const on = (column: string) => conditions.map((condition) => condition(column));
    // On the gathered profile, so that a row is looked up only for those whom the other filters let through.
    if (gathered !== undefined)
      return [gather(query, range, { from: gathered.select, conditions: on('d.profile') })];
    if (query.sort.field !== 'score') return [walkTimes(query, range, on('r.profile'))];
    return range.standings.map((standing) =>
      walkScores(query, { ...range, standings: [standing] }, on('r.profile')),
    );
  };
}

const TIMES: Record<Exclude<SortField, 'score'>, { table: string; id: string; value: string }> = {
  lastSeen: { table: 'activity s', id: 's.profile', value: 's.at' },
  firstSeen: { table: 'profile s', id: 's.id', value: 's.first_seen_at' },
};

function walkScores(query: RankedQuery, range: ListRange, conditions: readonly SqlPart[]): PlannedQuery {
  return select(query, range, {
    from: { sql: 'score_rank r', values: [] },
    value: 'r.a',
    id: 'r.profile',
    conditions,
  });
}

function walkTimes(
  { sort, ...query }: RankedQuery,
  range: ListRange,
  conditions: readonly SqlPart[],
): PlannedQuery {
  const { table, id, value } = TIMES[sort.field === 'firstSeen' ? 'firstSeen' : 'lastSeen'];
  const isListed: SqlPart[] =
    sort.field === 'firstSeen' ? [{ sql: 's.merged_into IS NULL', values: [] }] : [];
  const from = { sql: `${table} CROSS JOIN score_row r ON r.profile = ${id}`, values: [] };
  return select({ sort, ...query }, range, { from, value, id, conditions: [...isListed, ...conditions] });
}

function gather(
  query: RankedQuery,
  range: ListRange,
  { from, conditions }: { from: SqlPart; conditions: readonly SqlPart[] },
): PlannedQuery {
  const { field } = query.sort;
  const time = field === 'score' ? undefined : TIMES[field];
  const join = time === undefined ? '' : ` CROSS JOIN ${time.table} ON ${time.id} = r.profile`;
  const source = `(${from.sql}) d CROSS JOIN score_row r ON r.profile = d.profile${join}`;
  return select(query, range, {
    from: { sql: source, values: from.values },
    value: time?.value ?? 'r.a',
    id: 'r.profile',
    conditions,
  });
}

interface Selection {
  from: SqlPart;
  /** What the list is put in order by. */
  value: string;
  id: string;
  conditions: readonly SqlPart[];
}

function select({ sort, limit }: RankedQuery, range: ListRange, selection: Selection): PlannedQuery {
  const { from, value, id } = selection;
  const direction = sort.descending ? 'DESC' : 'ASC';
  const places = range.standings.map(() => '?').join(', ');
  const conditions: SqlPart[] = [
    { sql: 'r.score_set = ?', values: [range.set] },
    { sql: `r.standing IN (${places})`, values: [...range.standings] },
    ...toBounds(sort, range, selection),
    ...selection.conditions,
  ];
  const values: SqlValue[] = [...from.values, ...conditions.flatMap((one) => one.values), limit + 1];
  return {
    sql: `SELECT r.profile AS profile, r.a AS a, ${value} AS value FROM ${from.sql}
      WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}
      ORDER BY ${value} ${direction}, ${id} ${direction} LIMIT ?`,
    values,
  };
}

function toBounds(
  { field, descending }: RankedQuery['sort'],
  { from, below, after }: ListRange,
  { value, id }: Selection,
): SqlPart[] {
  const low: SqlPart = { sql: 'r.a >= ?', values: [from] };
  const high: SqlPart = { sql: 'r.a < ?', values: [below] };
  if (after === undefined) return [low, high];
  const past: SqlPart = {
    sql: `(${value}, ${id}) ${descending ? '<' : '>'} (?, ?)`,
    values: [after.value, after.profile],
  };
  if (field !== 'score') return [low, high, past];
  // SQLite begins at one bound only: of two on the same side it must be the narrower.
  if (descending) return [low, after.value < below ? past : high];
  return [after.value >= from ? past : low, high];
}
