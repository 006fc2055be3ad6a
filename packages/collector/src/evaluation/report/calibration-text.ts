import type { PerDay } from '@ardent/core';
import type { Calibration } from '../calibration/calibrate.ts';
import { evaluationText } from './evaluation-text.ts';
import { formatTable } from './format-table.ts';

/** A calibration for people to read, in lines: the verdict, how it was judged, the proposal. */
export function calibrationText(calibration: Calibration): string {
  const { evaluation, signalProblem, eventsLeftOut } = calibration;
  return [
    signalProblem === undefined ? 'Signal: the score ranks outcomes.' : `No signal: ${signalProblem}.`,
    '',
    `Judged ${HOW_JUDGED[calibration.splitBy](calibration.folds)}:`,
    evaluationText(evaluation),
    ...proposalLines(calibration),
    ...(eventsLeftOut.length === 0
      ? []
      : [`Used by fewer people, and left out: ${eventsLeftOut.join(', ')}.`]),
    '',
  ].join('\n');
}

const HOW_JUDGED: Record<Calibration['splitBy'], (folds: number) => string> = {
  groups: (folds) => `on other groups than each model was chosen on, in ${folds} folds`,
  time: () => 'on a later time than the model was chosen on',
  people: (folds) => `on other people than each model was chosen on, in ${folds} folds`,
};

function proposalLines({ model, weighting, targetFrom }: Calibration): string[] {
  const rows = model.signals.map(({ event, weight, perDay }) => [event, String(weight), perDayText(perDay)]);
  const weights =
    weighting === 'equal' ? 'equal weights (fitted ones were not surely better)' : 'fitted weights';
  return [
    `Proposed, from all cases: half-life ${model.decay.days} days, ${weights}.`,
    formatTable([['event', 'weight', 'a day counts'], ...rows]),
    `Target ${model.target}: ${targetFrom}.`,
  ];
}

function perDayText(perDay: PerDay): string {
  if (perDay === 'linear') return 'as it is';
  return perDay === 'log' ? 'as log2(1 + n)' : `at most ${perDay.cap}`;
}
