import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ListedProfile } from '../../scoring/list-profiles.ts';
import type { ListPosition } from '../../storage/score-reads.ts';
import { type BandCount, BandFilter } from '../parts/band-filter.tsx';
import { FindForm } from '../parts/find-form.tsx';
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
  /** Whom to list alone: a user id, an e-mail address, a name or an account. */
  find?: string;
  isLowestFirst: boolean;
  bands: readonly BandRange[];
  /** Profiles of this kind by band, the band filter aside. */
  bandCounts: readonly BandCount[];
  /** Where the next page starts; null: this is the last one. */
  next: ListPosition | null;
  nowMs: number;
}

/** Everyone of a project, or whom somebody looks for. */
export function ProfileListPage({ view }: { view: ProfileListView }): JSX.Element {
  const { place, kind, band, find, bandCounts, next } = view;
  const base = `/projects/${encodeURIComponent(place.projectId)}`;
  const total = bandCounts.reduce((sum, { count }) => sum + count, 0);
  return (
    <PageFrame title={`Profiles of ${place.projectId}`} place={place}>
      <header class="page-head">
        <div>
          <h1>Profiles</h1>
          <p class="hint">
            {`${formatCount(total, 'profile')}, the ${view.isLowestFirst ? 'lowest score' : 'most engaged'} first. 100 is a healthy customer; above it power users, below 0 people who are leaving.`}
          </p>
        </div>
        <div class="choices">
          <FindForm base={base} text={find} />
          <KindFilter base={base} kind={kind} />
        </div>
      </header>
      <BandFilter
        base={base}
        kind={kind}
        counts={bandCounts}
        {...(band === undefined ? {} : { current: band })}
      />
      {find === undefined ? null : (
        <p>
          {`Looking for “${find}”. `}
          <a href={base}>Show everyone</a>
        </p>
      )}
      {view.rows.length === 0 ? <NobodyHere view={view} /> : <ProfileTable view={view} base={base} />}
      {next === null ? null : (
        <p class="paging">
          <a class="button" href={`${base}?${nextQuery(view, next)}`}>
            Next profiles
          </a>
        </p>
      )}
    </PageFrame>
  );
}

function NobodyHere({ view }: { view: ProfileListView }): JSX.Element {
  return (
    <section class="card empty">
      <p>{whyNobody(view)}</p>
    </section>
  );
}

function whyNobody({ find, band, kind }: ProfileListView): string {
  if (find !== undefined) {
    return 'Nobody has this user ID, e-mail address, name or account. Write it whole, with capitals as they are; who opted out is in no list.';
  }
  if (band !== undefined) return 'Nobody is in this band now.';
  if (kind !== 'known') return 'Nobody here yet.';
  return 'Nobody has been identified yet. Call ardent.identify(userId, traits) when someone signs in; until then people are anonymous.';
}

function nextQuery({ kind, band, find }: ProfileListView, next: ListPosition): URLSearchParams {
  const place = { place: String(next.value), since: String(next.landmark ?? 0), after: next.profileId };
  return new URLSearchParams({ kind, ...(band && { band }), ...(find && { find }), ...place });
}
