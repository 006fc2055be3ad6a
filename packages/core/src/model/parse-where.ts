import { isObject } from '../is-object.ts';
import type { ModelProblems } from './model-problems.ts';
import type { FilterValue, Where } from './score-model.ts';
import { parseSignalPath } from './signal-path.ts';

const MOST_VALUES = 100;

/** The equality filters of a signal, with a problem noted for every path and value that is none. */
export function parseWhere(value: unknown, place: string, problems: ModelProblems): Where {
  if (!isObject(value)) {
    problems.add(place, 'an object such as {"properties.plan": ["pro", "team"]}', value);
    return {};
  }
  const filters = Object.entries(value).map(([path, filter]) => {
    const filterPlace = `${place}[${JSON.stringify(path)}]`;
    return [
      parseSignalPath(path, filterPlace, problems),
      parseFilter(filter, filterPlace, problems),
    ] as const;
  });
  return Object.fromEntries(filters);
}

function parseFilter(value: unknown, place: string, problems: ModelProblems): FilterValue | FilterValue[] {
  if (isFilterValue(value)) return value;
  if (Array.isArray(value) && value.length > 0 && value.length <= MOST_VALUES && value.every(isFilterValue)) {
    return [...value];
  }
  problems.add(place, `a text, number, boolean, or a list of 1 to ${MOST_VALUES} of them`, value);
  return '';
}

function isFilterValue(value: unknown): value is FilterValue {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
