import type { JSX } from 'hono/jsx/jsx-runtime';
import type { SignalStanding } from '../signal-standing.ts';
import { formatAmount, formatPercent, formatPoints, formatSigned } from '../words/format-number.ts';
import { formatDay } from '../words/format-time.ts';
import { plainLabel } from '../words/plain-label.ts';
import { DivergingBar, toBarRange } from './diverging-bar.tsx';

/** What each signal brings to the score, the largest first, those that bring nothing last with the reason. */
export function ContributionList({ standings }: { standings: readonly SignalStanding[] }): JSX.Element {
  const range = toBarRange(standings.map(({ score }) => score));
  return (
    <ul class="contributions">
      {standings.map((standing) => (
        <li class={standing.state === 'active' ? '' : 'is-idle'}>
          <div class="contribution-name">
            <strong>{plainLabel(standing.signal)}</strong>
            <Notes standing={standing} />
          </div>
          <DivergingBar value={standing.score} range={range} />
          <div class="contribution-value">
            <b>{formatSigned(standing.score)}</b>
            <small title="Share of everything that moves this score, up or down">
              {formatPercent(standing.shareRatio)}
            </small>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Notes({ standing: { state, weight, points, lastDay } }: { standing: SignalStanding }): JSX.Element {
  if (lastDay === null) return <small>{weight < 0 ? 'never happened' : 'never used'}</small>;
  return (
    <>
      <small>{`${formatPoints(points)} points at weight ${formatAmount(weight)}`}</small>
      <small>{`${state === 'stopped' ? 'stopped, ' : ''}last on ${formatDay(lastDay)}`}</small>
    </>
  );
}
