import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ReliabilityBin, StoredProbability } from '../../storage/version-probability.ts';
import { explainOutcome } from '../words/describe-outcome.ts';
import { formatCount, formatPercent } from '../words/format-number.ts';
import { formatDay } from '../words/format-time.ts';

interface ReliabilityProps {
  stored: StoredProbability;
  /** The cases that one person is compared with. */
  alike?: ReliabilityBin;
  isOpen?: boolean;
}

/** What a probability rests on: the cases of its backtest, and how often it came true where it had seemed how likely. */
export function Reliability({ stored, alike, isOpen = false }: ReliabilityProps): JSX.Element {
  return (
    <details class="reliability" open={isOpen}>
      <summary>How reliable that is</summary>
      <p class="hint">{sentences(stored)}</p>
      <table class="numbers">
        <thead>
          <tr>
            <th scope="col">Seemed likely</th>
            <th scope="col">Came true</th>
            <th scope="col">Cases</th>
          </tr>
        </thead>
        <tbody>
          {stored.evidence.reliability.map((bin) => (
            <tr {...(bin === alike ? { class: 'is-here' } : {})}>
              <th scope="row">
                {formatPercent(bin.predicted)}
                {bin === alike ? <span class="mark">like this person</span> : null}
              </th>
              <td>{formatPercent(bin.observed)}</td>
              <td>{bin.n}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function sentences(stored: StoredProbability): string {
  const { n, happened, auc, aucLow, aucHigh, origins, day, brier, brierOfRatio } = stored.evidence;
  return [
    `From a backtest up to ${formatDay(day)}: ${formatCount(n, 'case')}, each a person as they were on ${origins.length === 1 ? 'a day' : `one of ${origins.length} days`} of the past; it came true in ${happened} of them.`,
    explainOutcome(stored),
    `Ranking (AUC) ${auc.toFixed(2)}, ${aucLow.toFixed(2)} to ${aucHigh.toFixed(2)}; 0.5 is chance.`,
    `Brier score ${brier.toFixed(3)}; giving everybody the same share would make ${brierOfRatio.toFixed(3)}, and 0 is perfect.`,
  ].join(' ');
}
