import type { JSX } from 'hono/jsx/jsx-runtime';
import { PageFrame, type Place } from '../parts/page-frame.tsx';
import { formatCount, formatPercent } from '../words/format-number.ts';

/** How far the scores are that a list is read from. */
export interface PreparingView {
  place: Place;
  /** 0 to 1. */
  doneRatio: number;
  /** When to look again. */
  retryAfterSeconds: number;
}

/** Stands in for a list that is not ready yet, and looks again by itself. */
export function PreparingPage({ view }: { view: PreparingView }): JSX.Element {
  const { place, doneRatio, retryAfterSeconds } = view;
  const done = formatPercent(Math.floor(doneRatio * 100) / 100);
  return (
    <PageFrame title="Profiles" place={place} refreshSeconds={retryAfterSeconds}>
      <header class="page-head">
        <h1>Profiles</h1>
      </header>
      <section class="card empty preparing" role="status">
        <h2>The list is being prepared</h2>
        <progress value={doneRatio} max={1} aria-label="How much is done" />
        <p>
          {`Everybody’s scores are being put in order, as after an upgrade: ${done} done. Nothing is missing, and what your app sends is stored meanwhile.`}
        </p>
        <p class="hint">{`This page looks again in ${formatCount(retryAfterSeconds, 'second')}.`}</p>
      </section>
    </PageFrame>
  );
}
