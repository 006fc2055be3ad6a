import type { DayString } from '@ardent/core';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { SignalStanding } from '../signal-standing.ts';
import { formatAmount, formatPercent, formatPoints, formatSigned } from '../words/format-number.ts';
import { formatDay } from '../words/format-time.ts';
import { plainLabel } from '../words/plain-label.ts';
import { DivergingBar } from './diverging-bar.tsx';

/** What each signal brings to the score, the largest first, those that bring nothing last with the reason. */
export function ContributionList({ standings }: { standings: readonly SignalStanding[] }): JSX.Element {
  const largest = Math.max(...standings.map(({ score }) => Math.abs(score)), 0);
  const hasNegative = standings.some(({ score }) => score < 0);
  return (
    <ul class="contributions">
      {standings.map((standing) => (
        <li class={standing.state === 'active' ? '' : 'is-idle'}>
          <div class="contribution-name">
            <strong>{plainLabel(standing.signal)}</strong>
            <small>{note(standing)}</small>
          </div>
          <DivergingBar value={standing.score} largest={largest} hasNegative={hasNegative} />
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

function note(standing: SignalStanding): string {
  const { state, weight, points, lastDay } = standing;
  if (state === 'never') return weight < 0 ? 'never happened' : 'never used';
  const last = lastDay === undefined ? '' : describeLast(lastDay, state === 'stopped');
  return `${last} · ${formatPoints(points)} points at weight ${formatAmount(weight)}`;
}

function describeLast(day: DayString, isStopped: boolean): string {
  return isStopped ? `stopped, last on ${formatDay(day)}` : `last on ${formatDay(day)}`;
}
