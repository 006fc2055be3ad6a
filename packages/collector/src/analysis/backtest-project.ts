import { bandOf, rounded, toDayNumber, toDayString } from '@ardent/core';
import { type Evaluation, evaluate } from '../evaluation/evaluate.ts';
import { fitPlattCurve, type PlattCurve } from '../evaluation/statistics/platt-curve.ts';
import { shuffledPlaces } from '../evaluation/statistics/shuffled-places.ts';
import { baselineValues } from '../evaluation/table/baselines.ts';
import { type Cases, selectCases } from '../evaluation/table/cases.ts';
import { modelScores } from '../evaluation/table/model-scores.ts';
import type { CountScan } from '../storage/count-scan.ts';
import type { BacktestTask, OutcomeTask } from './analysis-task.ts';
import { eventCases, rollingOrigins, stayedCases } from './outcome-cases.ts';
import { type ProjectTables, readEventDays, readSignalTable, toTableModel } from './project-tables.ts';

/** How well a model's scores ranked what came later in a project, and how steady they were. */
export interface ProjectBacktest {
  evaluation: Evaluation;
  /** Of the good outcome over the scores of all cases; undefined where there is no judgement. */
  curve: PlattCurve | undefined;
  /** Known profiles, and how many of them were looked at. */
  population: number;
  sampled: number;
  /** Days at whose end scores were taken. */
  origins: string[];
  /** Of those who were lost, how many looked healthy sixty days before; undefined for good outcomes, or nobody. */
  healthyAtChurn: { n: number; ratio: number } | undefined;
  /** How often a profile's band changes and is back within a week, per profile and 30 days; undefined: nobody to ask. */
  bandFlaps: { perProfileMonth: number; profiles: number; days: number } | undefined;
  /** Signals that count for nothing here, because their events are outcomes. */
  signalsLeftOut: string[];
}

const HEALTHY = 71;
const BEFORE_CHURN_DAYS = 60;
const FLAP_PROFILES = 300;
const FLAP_DAYS = 90;
const FLAP_WITHIN_DAYS = 7;

/** Judges a model on a project's own history: rolling origins, scores from nothing later, outcomes after. */
export async function backtestProject(reader: CountScan, task: BacktestTask): Promise<ProjectBacktest> {
  const leftOut = new Set(task.leftOut);
  const signalIds = [...task.model.signalIds, ...task.current.signalIds];
  const tables = await readSignalTable(reader, signalIds, { to: task.day, seed: task.seed });
  const { cases, eventDays, origins } = await readCases(reader, tables, task);
  const model = toTableModel(task.model, leftOut);
  const scores = modelScores(tables.table, cases, model);
  const evaluation = evaluate({
    cases,
    scores,
    current: modelScores(tables.table, cases, toTableModel(task.current, leftOut)),
    baselines: baselineValues(tables.activity, cases),
    seed: task.seed,
  });
  const scoresOf = (asked: Cases) => modelScores(tables.table, asked, model);
  return {
    evaluation,
    curve: evaluation.judgement && fitPlattCurve(scores, cases.good),
    population: tables.population,
    sampled: tables.profiles.length,
    origins: origins.map(toDayString),
    healthyAtChurn: healthyAtChurn(lostCases(tables, task, { cases, eventDays }), scoresOf),
    bandFlaps: countFlaps(selectLast(cases, origins.at(-1)), { scoresOf, task, firstDay: tables.firstDay }),
    signalsLeftOut: task.model.definition.signals
      .filter(({ event }) => leftOut.has(event))
      .map(({ key }) => key),
  };
}

/** Who is asked what, at which origins. */
export async function readCases(
  reader: CountScan,
  tables: ProjectTables,
  { outcome, day, horizonDays }: Pick<OutcomeTask, 'outcome' | 'day' | 'horizonDays'>,
): Promise<{ cases: Cases; eventDays: Map<number, number[]>; origins: number[] }> {
  const origins = rollingOrigins(tables.firstDay, toDayNumber(day), horizonDays);
  if (outcome === null) {
    return { cases: stayedCases(tables.activity, { origins, horizonDays }), eventDays: new Map(), origins };
  }
  const eventDays = await readEventDays(reader, tables.profiles, { event: outcome.event, to: day });
  return {
    cases: eventCases(tables.activity, eventDays, { ...outcome, origins, horizonDays }),
    eventDays,
    origins,
  };
}

/** Those who were lost, sixty days before: before the bad event, or before they were last active. */
function lostCases(
  { firstDay, activity }: ProjectTables,
  { outcome }: BacktestTask,
  { cases, eventDays }: { cases: Cases; eventDays: ReadonlyMap<number, readonly number[]> },
): Cases {
  const lostOn = new Map<number, number>();
  if (outcome?.good === false) {
    for (const [person, days] of eventDays) lostOn.set(person, days[0] ?? 0);
  } else if (outcome === null) {
    for (const [i, person] of cases.people.entries()) {
      if (cases.good[i] === 0) lostOn.set(person, lastDayUpTo(activity, person, cases.atDays[i] ?? 0));
    }
  }
  const kept = [...lostOn].filter(([, day]) => day - BEFORE_CHURN_DAYS >= firstDay);
  return {
    people: Int32Array.from(kept, ([person]) => person),
    atDays: Int32Array.from(kept, ([, day]) => day - BEFORE_CHURN_DAYS),
    good: new Uint8Array(kept.length),
  };
}

function lastDayUpTo({ starts, days }: ProjectTables['activity'], person: number, at: number): number {
  let last = 0;
  for (let row = starts[person] ?? 0; row < (starts[person + 1] ?? 0); row++) {
    const day = days[row] ?? 0;
    if (day <= at) last = day;
  }
  return last;
}

function healthyAtChurn(
  lost: Cases,
  scoresOf: (cases: Cases) => Float64Array,
): ProjectBacktest['healthyAtChurn'] {
  const n = lost.people.length;
  if (n === 0) return undefined;
  const healthy = scoresOf(lost).filter((score) => rounded(score) >= HEALTHY).length;
  return { n, ratio: healthy / n };
}

function selectLast(cases: Cases, origin: number | undefined): Cases {
  const places = Int32Array.from(cases.atDays.keys());
  return selectCases(
    cases,
    places.filter((i) => cases.atDays[i] === origin),
  );
}

function countFlaps(
  alive: Cases,
  context: { scoresOf: (cases: Cases) => Float64Array; task: BacktestTask; firstDay: number },
): ProjectBacktest['bandFlaps'] {
  const { scoresOf, task, firstDay } = context;
  const today = toDayNumber(task.day);
  const days = Math.min(FLAP_DAYS, today - firstDay + 1);
  const people = [...shuffledPlaces(alive.people.length, task.seed).slice(0, FLAP_PROFILES)].map(
    (i) => alive.people[i] ?? 0,
  );
  if (people.length === 0 || days < FLAP_WITHIN_DAYS) return undefined;
  const flaps = people.reduce((sum, person) => {
    const scores = scoresOf({
      people: new Int32Array(days).fill(person),
      atDays: Int32Array.from({ length: days }, (_, i) => today - days + 1 + i),
      good: new Uint8Array(days),
    });
    const bands = Array.from(scores, (score) => bandOf(rounded(score), task.model.definition.bands));
    return sum + flapsIn(bands);
  }, 0);
  return { perProfileMonth: (flaps / (people.length * days)) * 30, profiles: people.length, days };
}

/** How often a band is left and is back within a week. */
export function flapsIn(bands: readonly string[]): number {
  let flaps = 0;
  let left: { band: string; on: number } | undefined;
  for (let day = 1; day < bands.length; day++) {
    const before = bands[day - 1] ?? '';
    if (bands[day] === before) continue;
    const isBack = left !== undefined && bands[day] === left.band && day - left.on <= FLAP_WITHIN_DAYS;
    if (isBack) flaps++;
    left = isBack ? undefined : { band: before, on: day };
  }
  return flaps;
}
