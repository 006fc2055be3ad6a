import type { JSX } from 'hono/jsx/jsx-runtime';
import { formatSigned } from '../words/format-number.ts';

/** A change of the score, in score units, with an arrow; what rounds to nothing is level. */
export function Trend({ change, days }: { change: number; days: number }): JSX.Element {
  const text = formatSigned(change);
  const direction = text === '0.0' ? 'level' : change > 0 ? 'up' : 'down';
  return (
    <span class={`trend trend-${direction}`} title={`Score ${WORDS[direction]} over the last ${days} days`}>
      <svg class="arrow" viewBox="0 0 12 12" aria-hidden="true">
        <path d={ARROWS[direction]} />
      </svg>
      {text}
    </span>
  );
}

const WORDS = { up: 'rose', down: 'fell', level: 'did not move' };

const ARROWS = { up: 'M6 2 11 9H1Z', down: 'M6 10 1 3H11Z', level: 'M1 5h10v2H1Z' };
