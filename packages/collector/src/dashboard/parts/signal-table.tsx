import type { Signal } from '@ardent/core';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { describeMeasure, describePerDay } from '../words/describe-signal.ts';
import { formatAmount } from '../words/format-number.ts';
import { plainLabel } from '../words/plain-label.ts';
import { DivergingBar, toBarRange } from './diverging-bar.tsx';

/** A model's signals in its order, with what each measures and what it weighs. */
export function SignalTable({ signals }: { signals: readonly Signal[] }): JSX.Element {
  const range = toBarRange(signals.map(({ weight }) => weight));
  return (
    <table class="signals">
      <thead>
        <tr>
          <th scope="col">Signal</th>
          <th scope="col">Measures</th>
          <th scope="col">In one day</th>
          <th scope="col">Dimension</th>
          <th scope="col">Weight</th>
        </tr>
      </thead>
      <tbody>
        {signals.map((signal) => (
          <tr>
            <th scope="row">
              {plainLabel(signal.key)}
              <small>{signal.key}</small>
            </th>
            <td class="cell-long" data-label="Measures">
              {describeMeasure(signal)}
            </td>
            <td data-label="In one day">{describePerDay(signal.perDay)}</td>
            <td data-label="Dimension">{signal.dimension ?? '–'}</td>
            <td class="cell-weight" data-label="Weight">
              <b>{formatAmount(signal.weight)}</b>
              <DivergingBar value={signal.weight} range={range} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
