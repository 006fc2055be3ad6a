import type { ReactElement } from 'react';

/** A second page, so that there is a navigation to record. */
export function About(): ReactElement {
  return (
    <>
      <h1>About</h1>
      <p>Notewell is made up. What you do here is recorded by Ardent, under events.ts’s names.</p>
    </>
  );
}
