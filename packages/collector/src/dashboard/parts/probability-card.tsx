import type { JSX } from 'hono/jsx/jsx-runtime';
import type { NoProbability, ToldProbability } from '../../analysis/tell-probability.ts';
import type { StoredProbability } from '../../storage/version-probability.ts';
import { formatCount, formatPercent } from '../words/format-number.ts';
import { formatDay } from '../words/format-time.ts';
import { plainLabel } from '../words/plain-label.ts';

/** How likely an outcome is for somebody, and how reliable that is; nothing where the model's version tells none. */
export function ProbabilityCard({ told }: { told: ToldProbability | NoProbability }): JSX.Element | null {
  if (told.stored === undefined) return null;
  return (
    <section class="card" id="probability">
      <h2>{`“${outcomeLabel(told.stored)}” within ${told.stored.horizonDays} days`}</h2>
      {'problem' in told ? <p>{`No probability: ${told.problem}.`}</p> : <Value told={told} />}
      <Reliability stored={told.stored} />
    </section>
  );
}

function Value({ told: { value, alike } }: { told: ToldProbability }): JSX.Element {
  return (
    <p>
      <b>{formatLikely(value)}</b>
      {` likely. Of ${formatCount(alike.n, 'case')} that were given about as much, ${formatPercent(alike.predicted)} on average, it came in ${formatPercent(alike.observed)}.`}
    </p>
  );
}

function Reliability({ stored: { evidence } }: { stored: StoredProbability }): JSX.Element {
  const { n, happened, auc, aucLow, aucHigh, day, reliability, brier, brierOfRatio } = evidence;
  return (
    <details>
      <summary>How reliable that is</summary>
      <p class="hint">
        {`From a backtest up to ${formatDay(day)}: ${formatCount(n, 'case')}, in ${happened} of which it came. `}
        {`Ranking (AUC) ${auc.toFixed(2)}, ${aucLow.toFixed(2)} to ${aucHigh.toFixed(2)}; 0.5 is chance. `}
        {`Brier score ${brier.toFixed(3)}, against ${brierOfRatio.toFixed(3)} for the same share for everybody.`}
      </p>
      <table class="numbers">
        <thead>
          <tr>
            <th>Seemed likely</th>
            <th>Came</th>
            <th>Cases</th>
          </tr>
        </thead>
        <tbody>
          {reliability.map((bin) => (
            <tr>
              <td>{formatPercent(bin.predicted)}</td>
              <td>{formatPercent(bin.observed)}</td>
              <td>{bin.n}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** Nothing is sure: no 0 % and no 100 %. */
function formatLikely(value: number): string {
  if (value < 0.005) return 'Under 1%';
  return value > 0.995 ? 'Over 99%' : formatPercent(value);
}

function outcomeLabel({ outcome }: StoredProbability): string {
  return outcome === null ? 'Stays' : plainLabel(outcome.name);
}
