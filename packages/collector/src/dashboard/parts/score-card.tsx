import type { JSX } from 'hono/jsx/jsx-runtime';
import { describeRange } from '../words/describe-band.ts';
import { describeMomentum } from '../words/describe-momentum.ts';
import { formatCount, formatPercentile, formatPoints, formatScore } from '../words/format-number.ts';
import { BandPill } from './band-pill.tsx';
import type { ScoreView } from './score-sections.tsx';
import { Trend } from './trend.tsx';

/** Where a score stands among known profiles that were active in the last 90 days. */
export interface Percentile {
  /** (below + half of the equal) / all, 0 to 1. */
  ratio: number;
  /** Profiles compared with. */
  among: number;
}

/** The score in large, with its band, trend, momentum and place among others, each explained in a line. */
export function ScoreCard({ view: { score, bands, percentile, model } }: { view: ScoreView }): JSX.Element {
  const band = bands.find(({ key }) => key === score.band);
  const momentum = describeMomentum(score.momentumState);
  return (
    <section class={`card score-card tone-${band?.tone ?? 'dormant'}`}>
      <h2>Score</h2>
      <p class="score-line">
        <span class="score-number" title={`Exactly ${formatPoints(score.score)}`}>
          {formatScore(score.rounded)}
        </span>
        {band ? <BandPill band={band} /> : null}
      </p>
      <p class="hint">
        {`100 is a healthy customer under “${model.definition.name}”.`}
        {band ? ` This band is ${describeRange(band)}.` : ''}
      </p>
      <dl class="measures">
        <div>
          <dt>Trend</dt>
          <dd>
            <Trend change={score.trend.d7} days={7} /> in 7 days
            <br />
            <Trend change={score.trend.d28} days={28} /> in 28 days
          </dd>
        </div>
        <div>
          <dt>Momentum</dt>
          <dd>
            <span class={`momentum momentum-${score.momentumState}`}>{momentum.label}</span>
            <small>{momentum.sentence}</small>
          </dd>
        </div>
        <div>
          <dt>Among others</dt>
          <dd>
            <PercentileWords percentile={percentile} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

function PercentileWords({ percentile }: Pick<ScoreView, 'percentile'>): JSX.Element {
  if (percentile === 'preparing') {
    return <small>Being prepared: everybody’s scores are being put in order.</small>;
  }
  if (percentile === 'alone' || percentile.among < 2) {
    return <small>Nobody to compare with yet: it takes two known profiles active in the last 90 days.</small>;
  }
  return (
    <>
      {`${formatPercentile(percentile.ratio)} percentile`}
      <small>{`among ${formatCount(percentile.among, 'known profile')} active in the last 90 days`}</small>
    </>
  );
}
