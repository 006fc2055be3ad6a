import { html } from 'hono/html';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { CodeBlock } from '../parts/code-block.tsx';
import { PageFrame, type Place } from '../parts/page-frame.tsx';

/** What someone needs to connect their product. */
export interface SetupView {
  place: Place;
  /** Where browsers reach the collector. */
  collectorUrl: string;
  /** A public key that may only send; undefined where the project has none. */
  writeKey: string | undefined;
  /** Whether anything has arrived yet: until then the page asks again by itself. */
  hasData: boolean;
}

const REFRESH_SECONDS = 4;

/** How to connect a product: what to paste, and where weights and scores are. Refreshes itself until events arrive. */
export function SetupPage({ view }: { view: SetupView }): JSX.Element {
  const { place, collectorUrl, hasData } = view;
  const base = `/projects/${encodeURIComponent(place.projectId)}`;
  return (
    <PageFrame
      title={`Set up ${place.projectId}`}
      place={place}
      {...(hasData ? {} : { refreshSeconds: REFRESH_SECONDS })}
    >
      <header class="page-head">
        <div>
          <h1>{hasData ? 'Set up' : 'Connect your product'}</h1>
          <p class="hint">
            Three lines in your web app, and every customer has a score.
            {place.projectIds.length > 1
              ? ` These are for the project “${place.projectId}”; choose another one on top.`
              : null}
          </p>
        </div>
        <Arrival hasData={hasData} base={base} />
      </header>
      <ol class="steps">
        <li class="card">
          <h2>Paste the script tag</h2>
          <p>Into the head of every page. It sends page views by itself and never changes your pages.</p>
          <ScriptTag view={view} />
        </li>
        <li class="card">
          <h2>Say who is signed in, and what they do</h2>
          <p>
            Without the first line people stay anonymous; the second is for each thing that matters in your
            product.
          </p>
          <CodeBlock label="Calls to identify and track" code={CALLS} />
        </li>
        <li class="card">
          <h2>Decide what counts</h2>
          <p>
            {
              'Scores make sense at once: active days, page views and sessions count without any set-up. Your own events count as soon as they have weights: see '
            }
            <a href={`${base}/model`}>the model</a>.
          </p>
        </li>
        <li class="card">
          <h2>Ask for a score</h2>
          <p>From your back end, with the secret key that was shown when the project was made.</p>
          <CodeBlock label="Command that asks for a score" code={scoreCommand(collectorUrl)} />
        </li>
      </ol>
    </PageFrame>
  );
}

function Arrival({ hasData, base }: { hasData: boolean; base: string }): JSX.Element {
  if (hasData)
    return (
      <a class="button" href={base}>
        Events are arriving: open the profiles
      </a>
    );
  return (
    <p class="waiting" role="status">
      Waiting for the first event. This page refreshes itself.
    </p>
  );
}

function ScriptTag({ view: { collectorUrl, writeKey, place } }: { view: SetupView }): JSX.Element {
  if (writeKey === undefined) {
    return (
      <p class="problem">
        This project has no write key.{' '}
        <code>{`ardent keys rotate --write --project ${place.projectId}`}</code> makes one.
      </p>
    );
  }
  return <CodeBlock label="Script tag" code={scriptTag(collectorUrl, writeKey)} />;
}

/** The line to paste into a page; keys may hold any printable character. */
export function scriptTag(collectorUrl: string, writeKey: string): string {
  return html`<script async src="${collectorUrl}/ardent.js" data-write-key="${writeKey}"></script>`.toString();
}

const CALLS = `ardent.identify('user-123', { name: 'Ada Lovelace', email: 'ada@example.com', plan: 'trial' })
ardent.track('Report Viewed', { report: 'revenue' })`;

function scoreCommand(collectorUrl: string): string {
  return `curl ${collectorUrl}/v1/profiles/user-123/score \\
  -H "Authorization: Bearer $ARDENT_SECRET_KEY"`;
}
