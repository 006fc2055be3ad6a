import type { MessageContext } from '../message/message.ts';
import type { ModelProblems } from './model-problems.ts';
import { nearestName } from './nearest-name.ts';

// Every field of MessageContext: a Record, so that the compiler misses none.
const CONTEXT_FIELDS: Record<keyof MessageContext, true> = {
  path: true,
  title: true,
  referrer: true,
  campaign: true,
  sessionId: true,
  device: true,
  browser: true,
  os: true,
  locale: true,
  timeZone: true,
  library: true,
  libraryVersion: true,
  groupId: true,
};
const PATH_LENGTH = 200;

/** A path that signals can read, `properties.x` or `context.x`; `''` with a problem noted for anything else. */
export function parseSignalPath(value: unknown, place: string, problems: ModelProblems): string {
  if (typeof value !== 'string' || value.length > PATH_LENGTH || !/^(properties|context)\../.test(value)) {
    const example =
      typeof value === 'string' && /^\w+$/.test(value) ? `properties.${value}` : 'properties.plan';
    problems.add(
      place,
      `a path such as ${example} or context.path, of at most ${PATH_LENGTH} characters`,
      value,
    );
    return '';
  }
  const [root, field = ''] = value.split('.');
  if (root === 'context' && !Object.hasOwn(CONTEXT_FIELDS, field)) {
    problems.add(place, `a path that is kept of a context: ${suggestion(value)}`, value);
    return '';
  }
  return value;
}

function suggestion(path: string): string {
  const fields = Object.keys(CONTEXT_FIELDS);
  const nearest = nearestName(path.split('.').at(-1) ?? '', fields);
  return nearest === undefined
    ? fields.map((field) => `context.${field}`).join(', ')
    : `did you mean context.${nearest}?`;
}
