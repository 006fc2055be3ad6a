import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ModelVersion } from '../../storage/project-storage.ts';
import { formatInstant } from '../words/format-time.ts';

/** Who changed a model, when and why. */
export function VersionList({
  versions,
  timeZone,
}: {
  versions: readonly ModelVersion[];
  timeZone: string;
}): JSX.Element {
  return (
    <ul class="versions">
      {versions.map(({ version, definition, author, reason, createdAt, publishedAt }) => (
        <li>
          <b>{`Version ${version}`}</b>
          {publishedAt === null ? <span class="mark">draft</span> : null}
          <span>{`${definition.name}: ${reason}`}</span>
          <small>{`${author}, ${formatInstant(createdAt, timeZone)}`}</small>
        </li>
      ))}
    </ul>
  );
}
