import type { JSX } from 'hono/jsx/jsx-runtime';
import { plainLabel } from '../words/plain-label.ts';

/** Says that a fall of the score may be broken tracking, and of which signals; nothing where none is suspect. */
export function SuspectNotice({ suspect }: { suspect: readonly string[] }): JSX.Element | null {
  if (suspect.length === 0) return null;
  return (
    <section class="card empty" id="suspect" role="status">
      <h2>Check the tracking first</h2>
      <p>
        {`In the last 24 hours, all people together sent less than a fifth of what is usual for ${listWords(suspect.map(plainLabel))}. `}
        Most likely the tracking broke: take a fall of this score for real only once the events are back.
      </p>
    </section>
  );
}

function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
