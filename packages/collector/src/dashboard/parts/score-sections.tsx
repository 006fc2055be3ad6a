import type { Score } from '@ardent/core';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { NoProbability, ToldProbability } from '../../analysis/tell-probability.ts';
import type { ModelVersion } from '../../storage/project-storage.ts';
import type { SignalStanding } from '../signal-standing.ts';
import type { BandRange } from '../words/describe-band.ts';
import { describeDecay } from '../words/describe-signal.ts';
import { type ChangeSince, ChangeTable } from './change-table.tsx';
import { ContributionList } from './contribution-list.tsx';
import { HistoryChart, type HistoryPoint } from './history-chart.tsx';
import { ProbabilityCard } from './probability-card.tsx';
import { type Percentile, ScoreCard } from './score-card.tsx';
import { SuspectNotice } from './suspect-notice.tsx';

/** Someone's score today with everything that explains it. */
export interface ScoreView {
  model: ModelVersion;
  bands: readonly BandRange[];
  score: Score;
  /** `alone`: there is nobody to compare with; `preparing`: everybody's scores are being put in order. */
  percentile: Percentile | 'alone' | 'preparing';
  standings: readonly SignalStanding[];
  history: readonly HistoryPoint[];
  changes: readonly ChangeSince[];
  /** Keys of signals whose tracking seems broken. */
  suspect: readonly string[];
  probability: ToldProbability | NoProbability;
}

/** The score, its history, what it is made of and what changed. */
export function ScoreSections({ view }: { view: ScoreView }): JSX.Element {
  return (
    <>
      <SuspectNotice suspect={view.suspect} />
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
      <ProbabilityCard told={view.probability} />
      <div class="columns columns-even">
        <section class="card">
          <h2>Why this score</h2>
          <ContributionList standings={view.standings} />
          <p class="hint">
            {`The contributions add up to the score. ${describeDecay(view.model.definition.decay)}`}
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
