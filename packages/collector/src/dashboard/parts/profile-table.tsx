import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ListedProfile } from '../../scoring/list-profiles.ts';
import type { ProfileListView } from '../pages/profile-list-page.tsx';
import { describeMomentum } from '../words/describe-momentum.ts';
import { displayDetail, displayName, textTrait } from '../words/display-name.ts';
import { formatPoints, formatScore } from '../words/format-number.ts';
import { formatAgo, formatInstant } from '../words/format-time.ts';
import { BandPill } from './band-pill.tsx';
import { Trend } from './trend.tsx';

type Shown = Pick<ProfileListView, 'rows' | 'bands' | 'nowMs' | 'timeZone'>;

/** Scored profiles as a table that turns into cards on narrow screens. */
export function ProfileTable({ view, base }: { view: Shown; base: string }): JSX.Element {
  return (
    <div class="card card-table">
      <table class="profiles">
        <thead>
          <tr>
            <th scope="col">Score</th>
            <th scope="col">Profile</th>
            <th scope="col">Plan</th>
            <th scope="col">
              Trend <small>7 days</small>
            </th>
            <th scope="col">Momentum</th>
            <th scope="col">Last seen</th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <Row row={row} view={view} base={base} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  row: { profile, score },
  view,
  base,
}: {
  row: ListedProfile;
  view: Shown;
  base: string;
}): JSX.Element {
  const band = view.bands.find(({ key }) => key === score.band);
  const momentum = describeMomentum(score.momentumState);
  return (
    <tr>
      <td class="cell-score" data-label="Score">
        <b title={formatPoints(score.score)}>{formatScore(score.rounded)}</b>
        {band ? <BandPill band={band} /> : null}
      </td>
      <td class="cell-name" data-label="Profile">
        <a href={`${base}/profiles/${encodeURIComponent(profile.profileId)}`}>{displayName(profile)}</a>
        <small>{displayDetail(profile)}</small>
      </td>
      <td data-label="Plan">{textTrait(profile.traits, 'plan') ?? '–'}</td>
      <td data-label="Trend, 7 days">
        <Trend change={score.trend.d7} days={7} />
      </td>
      <td data-label="Momentum">
        <span class={`momentum momentum-${score.momentumState}`} title={momentum.sentence}>
          {momentum.label}
        </span>
      </td>
      <td data-label="Last seen">{lastSeen(profile.lastSeenAt, view)}</td>
    </tr>
  );
}

function lastSeen(atMs: number | null, { nowMs, timeZone }: Shown): JSX.Element {
  if (atMs === null) return <span title="Only events in which the person did nothing">never active</span>;
  return (
    <time datetime={new Date(atMs).toISOString()} title={formatInstant(atMs, timeZone)}>
      {formatAgo(atMs, nowMs)}
    </time>
  );
}
