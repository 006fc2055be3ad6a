import type { JSX } from 'hono/jsx/jsx-runtime';
import type { NoProbability, ToldProbability } from '../../analysis/tell-probability.ts';
import { describeOutcome } from '../words/describe-outcome.ts';
import { formatCount, formatLikely, formatPercent } from '../words/format-number.ts';
import { Reliability } from './reliability.tsx';

/** How likely an outcome is for somebody, and how reliable that is; nothing where the model's version tells none. */
export function ProbabilityCard({ told }: { told: ToldProbability | NoProbability }): JSX.Element | null {
  if (told.stored === undefined) return null;
  return (
    <section class="card" id="probability">
      <h2>{describeOutcome(told.stored)}</h2>
      {'problem' in told ? <p>{`No probability: ${told.problem}.`}</p> : <Value told={told} />}
      <Reliability stored={told.stored} {...('alike' in told && { alike: told.alike })} />
    </section>
  );
}

function Value({ told: { value, alike } }: { told: ToldProbability }): JSX.Element {
  return (
    <>
      <p class="likely">
        <b>{formatLikely(value)}</b> likely
      </p>
      <p class="hint">
        {`Of the ${formatCount(alike.n, 'past case')} that seemed about as likely (${formatPercent(alike.predicted)} on average), it came true in ${formatPercent(alike.observed)}.`}
      </p>
    </>
  );
}
