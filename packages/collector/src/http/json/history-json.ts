import type { DayString, ScoreChange } from '@ardent/core';
import { z } from '@hono/zod-openapi';

/** Said wherever past values are told. */
export const RECOMPUTED_NOTE =
  'Computed from what is stored now: messages that arrive late change past values.';

/** A score on each day of a range. */
export interface DaysJson {
  model: string;
  version: number;
  from: DayString;
  to: DayString;
  data: { day: DayString; score: number; rounded: number; band: string }[];
  note: string;
  computedAt: string;
}

export interface HistoryJson extends DaysJson {
  profileId: string;
}

export interface ChangePointJson {
  day: DayString;
  model: string;
  version: number;
  score: number;
}

export interface ChangesJson extends ScoreChange {
  profileId: string;
  from: ChangePointJson;
  to: ChangePointJson;
  note: string;
  computedAt: string;
}

/** What a history has beside whose it is. */
export const daysShape: { [Name in keyof DaysJson]: z.ZodType<DaysJson[Name]> } = {
  model: z.string(),
  version: z.int().openapi({ description: 'The version that every day is computed under.' }),
  from: z.iso.date(),
  to: z.iso.date(),
  data: z
    .array(z.object({ day: z.iso.date(), score: z.number(), rounded: z.int(), band: z.string() }))
    .openapi({ description: 'One score a day, oldest first.' }),
  note: z.string(),
  computedAt: z.iso.datetime(),
};

export const historySchema: z.ZodType<HistoryJson> = z
  .object({ profileId: z.string(), ...daysShape })
  .openapi('History');

const changePoint = z.object({ day: z.iso.date(), model: z.string(), version: z.int(), score: z.number() });

export const changesSchema: z.ZodType<ChangesJson> = z
  .object({
    profileId: z.string(),
    from: changePoint,
    to: changePoint,
    total: z.number().openapi({ description: 'The later score minus the earlier one.' }),
    signals: z
      .array(
        z.object({
          signal: z.string(),
          aged: z.number().openapi({ description: 'What earlier points lost by getting older.' }),
          new: z.number().openapi({ description: 'What was added since.' }),
        }),
      )
      .openapi({ description: "Under the first day's version; with `version` they add up to `total`." }),
    version: z.number().openapi({ description: 'What the change of version made, on the last day.' }),
    note: z.string(),
    computedAt: z.iso.datetime(),
  })
  .openapi('Changes');
