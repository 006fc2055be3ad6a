import type { DailyCount, DayString, Score } from '@ardent/core';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ModelVersion, Profile, StoredEvent } from '../../storage/project-storage.ts';
import { type ChangeSince, ChangeTable } from '../parts/change-table.tsx';
import { ContributionList } from '../parts/contribution-list.tsx';
import { HistoryChart, type HistoryPoint } from '../parts/history-chart.tsx';
import { PageFrame, type Place } from '../parts/page-frame.tsx';
import { ProfileFacts } from '../parts/profile-facts.tsx';
import { ProfileHead } from '../parts/profile-head.tsx';
import { type Percentile, ScoreCard } from '../parts/score-card.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { toSignalStandings } from '../signal-standing.ts';
import type { BandRange } from '../words/describe-band.ts';
import { describeDecay } from '../words/describe-signal.ts';
import { displayName } from '../words/display-name.ts';

/** What the page of one profile shows. */
export interface ProfileView {
  place: Place;
  timeZone: string;
  today: DayString;
  nowMs: number;
  profile: Profile;
  model: ModelVersion;
  bands: readonly BandRange[];
  score: Score;
  /** Undefined where nobody is compared with this profile. */
  percentile?: Percentile;
  /** All daily counts that are kept of the profile, up to today. */
  counts: readonly DailyCount[];
  history: readonly HistoryPoint[];
  changes: readonly ChangeSince[];
  events: readonly StoredEvent[];
  /** Where older events are; null: there are none. */
  olderHref: string | null;
  isFirstPage: boolean;
}

/** One person: the score, why it is what it is, how it came about, and what they did. */
export function ProfilePage({ view }: { view: ProfileView }): JSX.Element {
  return (
    <PageFrame title={displayName(view.profile)} place={view.place}>
      <ProfileHead view={view} />
      {view.isFirstPage ? <ScoreSections view={view} /> : null}
      <div class="columns columns-top">
        <section class="card" id="timeline">
          <h2>Timeline</h2>
          {view.events.length === 0 ? <p class="hint">No events are kept of this person.</p> : null}
          <Timeline events={view.events} timeZone={view.timeZone} />
          {view.olderHref === null ? null : (
            <p class="paging">
              <a class="button" href={view.olderHref}>
                Older events
              </a>
            </p>
          )}
        </section>
        <ProfileFacts profile={view.profile} timeZone={view.timeZone} />
      </div>
    </PageFrame>
  );
}

function ScoreSections({ view }: { view: ProfileView }): JSX.Element {
  const { score, counts, today, model } = view;
  return (
    <>
      <div class="columns columns-score">
        <ScoreCard view={view} />
        <section class="card">
          <h2>History</h2>
          <HistoryChart points={view.history} bands={view.bands} />
          <p class="hint">
            One score a day, computed from what is stored now: late events change past days, too.
          </p>
        </section>
      </div>
      <div class="columns columns-even">
        <section class="card">
          <h2>Why this score</h2>
          <ContributionList standings={toSignalStandings(score, counts, today)} />
          <p class="hint">
            {`The contributions add up to the score. ${describeDecay(model.definition.decay)}`}
          </p>
        </section>
        <section class="card">
          <h2>What changed</h2>
          {view.changes.map((since) => (
            <ChangeTable since={since} />
          ))}
        </section>
      </div>
    </>
  );
}
