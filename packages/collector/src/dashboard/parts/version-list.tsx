import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ListedVersion } from '../../storage/model-work.ts';
import { formatInstant } from '../words/format-time.ts';

/** A version with what is different from the one published before, in words. */
export interface ToldVersion extends ListedVersion {
  changes: readonly string[];
}

/** Who changed a model, when, what and why. */
export function VersionList({
  versions,
  timeZone,
}: {
  versions: readonly ToldVersion[];
  timeZone: string;
}): JSX.Element {
  return (
    <ul class="versions">
      {versions.map(({ version, definition, author, reason, createdAt, state, changes }) => (
        <li>
          <b>{`Version ${version}`}</b>
          {state === 'published' ? null : <span class="mark">{STATE_WORDS[state]}</span>}
          <span>{`${definition.name}: ${reason}`}</span>
          {changes.map((change) => (
            <small>{change}</small>
          ))}
          <small>{`${author}, ${formatInstant(createdAt, timeZone)}`}</small>
        </li>
      ))}
    </ul>
  );
}

const STATE_WORDS = { draft: 'draft', filling: 'counting its signals' } as const;
