import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ListedProfile } from '../../scoring/list-profiles.ts';
import type { ListPosition } from '../../storage/score-reads.ts';
import { type BandCount, BandFilter } from '../parts/band-filter.tsx';
import { KindFilter } from '../parts/kind-filter.tsx';
import { PageFrame, type Place } from '../parts/page-frame.tsx';
import { ProfileTable } from '../parts/profile-table.tsx';
import type { BandRange } from '../words/describe-band.ts';
import { formatCount } from '../words/format-number.ts';

/** What the list shows: one page of scored profiles and the filters that chose them. */
export interface ProfileListView {
  place: Place;
  timeZone: string;
  rows: readonly ListedProfile[];
  kind: 'known' | 'anonymous' | 'all';
  band?: string;
  bands: readonly BandRange[];
  /** Profiles of this kind by band, the band filter aside. */
  bandCounts: readonly BandCount[];
  /** Where the next page starts; null: this is the last one. */
  next: ListPosition | null;
  nowMs: number;
}

/** Everyone of a project, the highest score first. */
export function ProfileListPage({ view }: { view: ProfileListView }): JSX.Element {
  const { place, kind, band, bandCounts, next } = view;
  const base = `/projects/${encodeURIComponent(place.projectId)}`;
  const total = bandCounts.reduce((sum, { count }) => sum + count, 0);
  return (
    <PageFrame title={`Profiles of ${place.projectId}`} place={place}>
      <header class="page-head">
        <div>
          <h1>Profiles</h1>
          <p class="hint">
            {`${formatCount(total, 'profile')}, the most engaged first. 100 is a healthy customer; above it power users, below 0 people who are leaving.`}
          </p>
        </div>
        <KindFilter base={base} kind={kind} />
      </header>
      <BandFilter
        base={base}
        kind={kind}
        counts={bandCounts}
        {...(band === undefined ? {} : { current: band })}
      />
      {view.rows.length === 0 ? (
        <NobodyHere kind={kind} band={band} />
      ) : (
        <ProfileTable view={view} base={base} />
      )}
      {next === null ? null : (
        <p class="paging">
          <a class="button" href={`${base}?${nextQuery(kind, band, next)}`}>
            Next profiles
          </a>
        </p>
      )}
    </PageFrame>
  );
}

function NobodyHere({
  kind,
  band,
}: {
  kind: ProfileListView['kind'];
  band: string | undefined;
}): JSX.Element {
  const text =
    band !== undefined
      ? 'Nobody is in this band now.'
      : kind === 'known'
        ? 'Nobody has been identified yet. Call ardent.identify(userId, traits) when someone signs in; until then people are anonymous.'
        : 'Nobody here yet.';
  return (
    <section class="card empty">
      <p>{text}</p>
    </section>
  );
}

function nextQuery(kind: string, band: string | undefined, next: ListPosition): URLSearchParams {
  const place = { place: String(next.value), since: String(next.landmark ?? 0), after: next.profileId };
  return new URLSearchParams({ kind, ...(band === undefined ? {} : { band }), ...place });
}
