import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Profile, StoredEvent } from '../../storage/project-storage.ts';
import { PageFrame, type Place } from '../parts/page-frame.tsx';
import { ProfileFacts } from '../parts/profile-facts.tsx';
import { ProfileHead } from '../parts/profile-head.tsx';
import { ScoreSections, type ScoreView } from '../parts/score-sections.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { displayName } from '../words/display-name.ts';

/** What the page of one profile shows. */
export interface ProfileView {
  place: Place;
  timeZone: string;
  nowMs: number;
  profile: Profile;
  /** Null on pages of older events, and for those who opted out. */
  score: ScoreView | null;
  isOlder: boolean;
  events: readonly StoredEvent[];
  /** Where older events are; null: there are none. */
  olderHref: string | null;
}

/** One person: the score, why it is what it is, how it came about, and what they did. */
export function ProfilePage({ view }: { view: ProfileView }): JSX.Element {
  return (
    <PageFrame title={displayName(view.profile)} place={view.place}>
      <ProfileHead view={view} />
      {view.profile.isUnmeasured ? <OptedOut /> : null}
      {view.score === null ? null : <ScoreSections view={view.score} />}
      <div class="columns columns-top">
        <TimelineSection view={view} />
        <ProfileFacts
          profile={view.profile}
          timeZone={view.timeZone}
          base={`/projects/${encodeURIComponent(view.place.projectId)}`}
        />
      </div>
    </PageFrame>
  );
}

function OptedOut(): JSX.Element {
  return (
    <section class="card empty">
      <p>
        This person asked not to be measured: there is no score, and they are in no list, band or audience.
      </p>
    </section>
  );
}

function TimelineSection({
  view: { isOlder, events, timeZone, olderHref },
}: {
  view: ProfileView;
}): JSX.Element {
  return (
    <section class="card" id="timeline">
      <h2>{isOlder ? 'Timeline, older events' : 'Timeline'}</h2>
      {events.length === 0 ? <p class="hint">No events are kept of this person.</p> : null}
      <Timeline events={events} timeZone={timeZone} />
      {olderHref === null ? null : (
        <p class="paging">
          <a class="button" href={olderHref}>
            Older events
          </a>
        </p>
      )}
    </section>
  );
}
