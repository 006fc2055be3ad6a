import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ModelVersion } from '../../storage/project-storage.ts';
import { BandTable } from '../parts/band-table.tsx';
import { CodeBlock } from '../parts/code-block.tsx';
import { ModelProbability, type VersionProbabilityView } from '../parts/model-probability.tsx';
import { PageFrame, type Place } from '../parts/page-frame.tsx';
import { SignalTable } from '../parts/signal-table.tsx';
import { type ToldVersion, VersionList } from '../parts/version-list.tsx';
import type { BandRange } from '../words/describe-band.ts';
import { describeDecay } from '../words/describe-signal.ts';
import { formatAmount } from '../words/format-number.ts';

/** The main model of a project as people read it. */
export interface ModelView {
  place: Place;
  timeZone: string;
  collectorUrl: string;
  model: ModelVersion;
  /** Versions of this model, newest first. */
  versions: readonly ToldVersion[];
  bands: readonly BandRange[];
  probability: VersionProbabilityView;
}

/** What counts and how much, and how to change it. */
export function ModelPage({ view }: { view: ModelView }): JSX.Element {
  const { place, model, bands, timeZone, versions, collectorUrl, probability } = view;
  const { definition } = model;
  return (
    <PageFrame title={`Model of ${place.projectId}`} place={place}>
      <header class="page-head">
        <div>
          <h1>{definition.name}</h1>
          <p class="hint">{`Version ${model.version} of the main model: what counts towards a score, and how much.`}</p>
        </div>
      </header>
      <section class="card card-table">
        <h2>Signals</h2>
        <SignalTable signals={definition.signals} />
      </section>
      <div class="columns columns-even">
        <section class="card">
          <h2>How points become a score</h2>
          <dl class="facts facts-tall">
            <div>
              <dt>Decay</dt>
              <dd>{describeDecay(definition.decay)}</dd>
            </div>
            <div>
              <dt>Target</dt>
              <dd>{`${formatAmount(definition.target)} points are a healthy customer: a score of 100.`}</dd>
            </div>
            <div>
              <dt>Score</dt>
              <dd>100 · points / target, not cut off: below 0 and above 100 mean something.</dd>
            </div>
          </dl>
        </section>
        <section class="card">
          <h2>Bands</h2>
          <BandTable bands={bands} />
        </section>
      </div>
      <ModelProbability model={model} collectorUrl={collectorUrl} probability={probability} />
      <section class="card" id="weights">
        <h2>Set your own weights</h2>
        <p>
          Publishing makes a new version; everyone’s scores follow at once, past days included, from the
          events that are already stored. The command below holds the model as it is now: change weights, add
          signals for your own events, and send it.
        </p>
        <CodeBlock label="Command that publishes a new version" code={publishCommand(collectorUrl, model)} />
      </section>
      <section class="card">
        <h2>Versions</h2>
        <VersionList versions={versions} timeZone={timeZone} />
      </section>
    </PageFrame>
  );
}

function publishCommand(collectorUrl: string, { definition }: ModelVersion): string {
  const body = JSON.stringify({ model: definition, publish: true, reason: 'why it changes' }, null, 2);
  return `curl -X POST ${collectorUrl}/v1/models \\
  -H "Authorization: Bearer $ARDENT_SECRET_KEY" \\
  -H "Content-Type: application/json" \\
  --data-binary @- <<'JSON'
${body}
JSON`;
}
