import type { Evaluation, Judgement } from '../evaluate.ts';
import type { Interval } from '../statistics/uncertainty.ts';
import { BASELINES, type Baseline } from '../table/baselines.ts';
import { tooFewOutcomes } from './evaluation-json.ts';
import { formatTable } from './format-table.ts';

const BASELINE_NAMES: Record<Baseline, string> = {
  recency: 'days since last active',
  count30: '30-day count',
  countAll: 'lifetime count',
};

/** An evaluation for people to read, in lines. */
export function evaluationText(evaluation: Evaluation): string {
  const { n, good, goodRatio, judgement } = evaluation;
  if (judgement === undefined) return `${tooFewOutcomes(evaluation)}.\n`;
  return [
    `${n} cases, ${good} with the good outcome (${percent(goodRatio)}).`,
    '',
    aucTable(judgement),
    '',
    `95 % intervals, from the spread between ${judgement.intervalBy}. AUC 0.5 is chance, 1 is perfect.`,
    '',
    `Among the top 10 % by score the good outcome is ${judgement.liftTop10.toFixed(2)} times as frequent as overall.`,
    '',
    'How likely the good outcome seemed from the score, and how often it came:',
    calibrationRows(judgement),
    `Brier score ${fixed(judgement.brier)}; ${fixed(judgement.brierOfRatio)} if everyone is given the overall ratio.`,
    '',
  ].join('\n');
}

function aucTable({ auc, aucLow, aucHigh, baselines }: Judgement): string {
  const rows = BASELINES.map((name) => {
    const { auc: value, ahead, ...interval } = baselines[name];
    return [
      BASELINE_NAMES[name],
      fixed(value),
      range(interval),
      `${signed(ahead.difference)} (${range(ahead, signed)})`,
    ];
  });
  const score = ['this score', fixed(auc), range({ low: aucLow, high: aucHigh }), ''];
  return formatTable([['', 'AUC', '95 % interval', 'this score is ahead by'], score, ...rows]);
}

function calibrationRows({ calibrationTable }: Judgement): string {
  const rows = calibrationTable.map(({ n, predicted, observed }) => [
    percent(predicted),
    percent(observed),
    String(n),
  ]);
  return formatTable([['seemed', 'came', 'cases'], ...rows]);
}

function range({ low, high }: Interval, format = fixed): string {
  return `${format(low)} to ${format(high)}`;
}

function fixed(value: number): string {
  return value.toFixed(3);
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${fixed(Math.abs(value))}`;
}

function percent(ratio: number): string {
  return `${(100 * ratio).toFixed(1)} %`;
}
