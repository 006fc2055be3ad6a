import type { JSX } from 'hono/jsx/jsx-runtime';
import { plattProbability } from '../../evaluation/statistics/platt-curve.ts';
import type { ModelVersion } from '../../storage/project-storage.ts';
import type { StoredProbability } from '../../storage/version-probability.ts';
import { describeOutcome } from '../words/describe-outcome.ts';
import { formatLikely, formatScore } from '../words/format-number.ts';
import { CodeBlock } from './code-block.tsx';
import { Reliability } from './reliability.tsx';

/** What probability a version's scores stand for, if any. */
export interface VersionProbabilityView {
  stored?: StoredProbability | undefined;
  /** Why it is told of nobody, in a sentence. */
  problem?: string | undefined;
}

interface ModelProbabilityProps {
  model: ModelVersion;
  collectorUrl: string;
  probability: VersionProbabilityView;
}

const SCORES = [0, 20, 40, 70, 100, 150];

/** What scores of a version stand for as a probability, with its reliability; or how to find out whether they do. */
export function ModelProbability({ model, collectorUrl, probability }: ModelProbabilityProps): JSX.Element {
  const { stored, problem } = probability;
  return (
    <section class="card" id="probability">
      <h2>{stored === undefined ? 'Probability' : `Probability: ${describeOutcome(stored)}`}</h2>
      {stored === undefined ? <HowToSet model={model} collectorUrl={collectorUrl} /> : null}
      {problem === undefined ? null : <p>{`It is told of nobody: ${problem}.`}</p>}
      {stored === undefined || problem !== undefined ? null : <ByScore stored={stored} />}
      {stored === undefined ? null : <Reliability stored={stored} isOpen />}
    </section>
  );
}

function ByScore({ stored: { curve, signalsLeftOut } }: { stored: StoredProbability }): JSX.Element {
  const leftOut =
    signalsLeftOut.length === 0 ? '' : ` without ${signalsLeftOut.join(', ')}, which are outcomes themselves`;
  return (
    <>
      <p>{`What a score of today stands for${leftOut}. Each person’s page tells theirs.`}</p>
      <dl class="likely-scores">
        {SCORES.map((score) => (
          <div>
            <dt>{`Score ${formatScore(score)}`}</dt>
            <dd>{formatLikely(plattProbability(curve, score))}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function HowToSet({ model, collectorUrl }: Omit<ModelProbabilityProps, 'probability'>): JSX.Element {
  return (
    <>
      <p>
        None is set for this version. A backtest says how likely people with such scores were to stay, or to
        have an outcome that you named, and whether that is worth telling. Then it is shown on each person’s
        page.
      </p>
      <CodeBlock label="Commands that set a probability" code={setCommands(collectorUrl, model)} />
    </>
  );
}

function setCommands(collectorUrl: string, { modelId, version }: ModelVersion): string {
  const path = `${collectorUrl}/v1/models/${modelId}`;
  const curl = (method: string, address: string, body: object) => `curl -X ${method} ${address} \\
  -H "Authorization: Bearer $ARDENT_SECRET_KEY" \\
  -H "Content-Type: application/json" \\
  -d '${JSON.stringify(body)}'`;
  return `# answers with the jobId of the backtest
${curl('POST', `${path}/backtest`, { version, outcome: 'stayed', horizonDays: 28 })}

# once it is done
${curl('PUT', `${path}/versions/${version}/probability`, { jobId: 'the jobId' })}`;
}
