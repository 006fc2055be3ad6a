import { toDayNumber, toDayString } from '@ardent/core';
import type { z } from '@hono/zod-openapi';
import type { OpenProject } from '../project/open-project.ts';
import type { ScoringPoint } from '../scoring/scoring-point.ts';
import type { ModelVersion } from '../storage/project-storage.ts';
import { queryOf, textParameter, wholeNumberParameter } from './parameters.ts';
import { Refusal } from './refusal.ts';
import { resolveDay } from './resolve-day.ts';
import { resolveModel } from './resolve-model.ts';
import { versionInForce } from './version-in-force.ts';

/** Most days of a history. */
export const MOST_HISTORY_DAYS = 800;
const USUAL_HISTORY_DAYS = 90;
const USUAL_CHANGE_DAYS = 7;

const modelParameters = {
  model: textParameter('Id of a model; the main one if absent.').optional(),
  version: wholeNumberParameter('A version of the model; the current one if absent.', {
    least: 1,
    most: 1_000_000,
  }).optional(),
};
const dayParameter = (description: string) =>
  textParameter(`${description} A day, or an instant in it.`).optional();

type Optional = z.ZodOptional<z.ZodString>;
type ModelShape = { model: Optional; version: z.ZodOptional<z.ZodType<number, string>> };

/** `at`, `model`, `version`: a score on a day. */
export const scoreQuery: z.ZodObject<ModelShape & { at: Optional }, z.core.$strict> = queryOf({
  at: dayParameter('The day to score at; today if absent.'),
  ...modelParameters,
});

/** `from`, `to`, `model`, `version`: scores of a range. */
export const rangeQuery: z.ZodObject<ModelShape & { from: Optional; to: Optional }, z.core.$strict> = queryOf(
  {
    from: dayParameter('The first day.'),
    to: dayParameter('The last day; today if absent.'),
    ...modelParameters,
  },
);

/** What a range was asked for with. */
export interface AskedRange {
  from?: string | undefined;
  to?: string | undefined;
  model?: string | undefined;
  version?: number | undefined;
}

/** The days of a history: 90 if nothing is said, 800 at most. */
export function resolveHistory(
  project: OpenProject,
  { from, to }: AskedRange,
): Promise<{ from: string; to: string }> {
  return resolveRange(project, { from, to, usualDays: USUAL_HISTORY_DAYS, mostDays: MOST_HISTORY_DAYS });
}

/** The two days whose scores are compared, each with the version asked for, else with the one in force on that day. */
export async function resolveComparison(
  project: OpenProject,
  { from, to, ...wanted }: AskedRange,
): Promise<{ first: ScoringPoint; last: ScoringPoint }> {
  const range = await resolveRange(project, { from, to, usualDays: USUAL_CHANGE_DAYS + 1 });
  return {
    first: { day: range.from, model: await versionOn(project, range.from, wanted) },
    last: { day: range.to, model: await versionOn(project, range.to, wanted) },
  };
}

/** The version asked for, else the one that was in force at the end of a day. */
async function versionOn(
  { reader, scoring }: OpenProject,
  day: string,
  wanted: { model?: string | undefined; version?: number | undefined },
): Promise<ModelVersion> {
  const current = await resolveModel(reader, wanted);
  if (wanted.version !== undefined) return current;
  return (
    versionInForce(await reader.listModels(), { modelId: current.modelId, day, dayOf: scoring.dayOf }) ??
    current
  );
}

async function resolveRange(
  project: OpenProject,
  asked: { from: string | undefined; to: string | undefined; usualDays: number; mostDays?: number },
): Promise<{ from: string; to: string }> {
  const to = asked.to === undefined ? project.scoring.today() : await resolveDay(asked.to, 'to', project);
  const usual = toDayString(toDayNumber(to) - asked.usualDays + 1);
  const from =
    asked.from === undefined
      ? await notBeforeKept(project, usual, to)
      : await resolveDay(asked.from, 'from', project);
  if (from > to) throw wrongRange(`from must not be after to, got ${from} and ${to}.`, 'Swap them.');
  const days = toDayNumber(to) - toDayNumber(from) + 1;
  if (asked.mostDays !== undefined && days > asked.mostDays) {
    throw wrongRange(
      `from and to must be at most ${asked.mostDays} days apart, both included, got ${days}.`,
      'Ask for several shorter ranges.',
    );
  }
  return { from, to };
}

async function notBeforeKept({ reader, now }: OpenProject, day: string, to: string): Promise<string> {
  const first = await reader.firstKeptDay(now());
  return day >= first ? day : first < to ? first : to;
}

function wrongRange(detail: string, remedy: string): Refusal {
  return new Refusal({ status: 400, code: 'invalid_range', detail, remedy });
}
