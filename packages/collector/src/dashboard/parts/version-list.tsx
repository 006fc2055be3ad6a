import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ListedVersion } from '../../storage/model-work.ts';
import { formatPercent } from '../words/format-number.ts';
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
      {versions.map((one) => (
        <li>
          <b>{`Version ${one.version}`}</b>
          {one.state === 'published' ? null : <span class="mark">{stateWords(one)}</span>}
          <span>{`${one.definition.name}: ${one.reason}`}</span>
          {one.changes.map((change) => (
            <small>{change}</small>
          ))}
          <small>{`${one.author}, ${formatInstant(one.createdAt, timeZone)}`}</small>
        </li>
      ))}
    </ul>
  );
}

/** What a version that counts for nothing yet waits for. */
function stateWords({ state, countedRatio, scoredRatio }: ToldVersion): string {
  const step = countedRatio < 1 ? `counting its signals: ${formatPercent(countedRatio)}` : undefined;
  if (state === 'draft') return step === undefined ? 'draft' : `draft, ${step}`;
  return step ?? `scoring everybody: ${formatPercent(scoredRatio ?? 0)}`;
}
