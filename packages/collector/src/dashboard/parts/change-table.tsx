import type { DayString, ScoreChange } from '@ardent/core';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { formatSigned } from '../words/format-number.ts';
import { formatDay } from '../words/format-time.ts';
import { plainLabel } from '../words/plain-label.ts';

/** Why a score moved since a day. */
export interface ChangeSince {
  days: number;
  from: DayString;
  change: ScoreChange;
}

/** Why a score moved, in one sentence and then signal by signal; the parts add up to the total. */
export function ChangeTable({ since: { days, from, change } }: { since: ChangeSince }): JSX.Element {
  const moved = change.signals
    .filter((signal) => isVisible(signal.aged) || isVisible(signal.new))
    .sort((a, b) => Math.abs(b.aged + b.new) - Math.abs(a.aged + a.new));
  return (
    <section class="change">
      <h3>{`Last ${days} days`}</h3>
      <p>{sentence(change, from)}</p>
      {moved.length === 0 ? null : (
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">Signal</th>
              <th scope="col" title="What activity since then brought">
                New
              </th>
              <th scope="col" title="What older activity lost by getting older">
                Fading
              </th>
              <th scope="col">Total</th>
            </tr>
          </thead>
          <tbody>
            {moved.map((signal) => (
              <Row label={plainLabel(signal.signal)} added={signal.new} aged={signal.aged} />
            ))}
          </tbody>
          <tfoot>
            {isVisible(change.version) ? (
              <tr>
                <th scope="row" colspan={3}>
                  New version of the model
                </th>
                <td>{formatSigned(change.version)}</td>
              </tr>
            ) : null}
            <tr>
              <th scope="row" colspan={3}>
                Change of the score
              </th>
              <td>{formatSigned(change.total)}</td>
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  );
}

function Row({ label, added, aged }: { label: string; added: number; aged: number }): JSX.Element {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{formatSigned(added)}</td>
      <td>{formatSigned(aged)}</td>
      <td>
        <b>{formatSigned(added + aged)}</b>
      </td>
    </tr>
  );
}

/** What stands out: the strongest gain of what is new, and what fading took in all. */
function sentence({ signals, total }: ScoreChange, from: DayString): string {
  const added = signals.reduce((sum, signal) => sum + signal.new, 0);
  const aged = signals.reduce((sum, signal) => sum + signal.aged, 0);
  if (![total, added, aged].some(isVisible)) return `Nothing moved since ${formatDay(from)}.`;
  const [strongest] = [...signals].sort((a, b) => Math.abs(b.new) - Math.abs(a.new));
  const most = strongest && isVisible(strongest.new) ? `, most of it ${plainLabel(strongest.signal)}` : '';
  return `${formatSigned(total)} since ${formatDay(from)}: new activity made ${formatSigned(added)}${most}; the fading of older activity ${formatSigned(aged)}.`;
}

function isVisible(change: number): boolean {
  return formatSigned(change) !== '0.0';
}
