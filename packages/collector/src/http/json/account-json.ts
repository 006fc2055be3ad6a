import type { AccountScore, DayString, JsonObject } from '@ardent/core';
import { z } from '@hono/zod-openapi';
import type { AccountChange } from '../../scoring/accounts/explain-account-change.ts';
import type { MemberScore, ScoredAccount } from '../../scoring/accounts/score-account.ts';
import type { ScoringPoint } from '../../scoring/scoring-point.ts';
import type { Account } from '../../storage/account-reads.ts';
import { type ChangePointJson, type DaysJson, daysShape } from './history-json.ts';
import { jsonObject } from './json-object.ts';
import { suspectSchema } from './score-json.ts';

/** An account's number as lists show it. */
export interface AccountScoreSummaryJson extends AccountScore {
  day: DayString;
  model: string;
  version: number;
}

/** An account, with the score of today. */
export interface AccountJson {
  groupId: string;
  traits: JsonObject;
  firstSeenAt: string;
  members: number;
  score: AccountScoreSummaryJson;
}

/** An account's number with who makes it. */
export interface AccountScoreJson extends AccountScoreSummaryJson {
  groupId: string;
  trend: { d7: number; d28: number };
  members: number;
  topMembers: MemberScore[];
  suspect: string[];
  computedAt: string;
}

/** An account's score on each day of a range. */
export interface AccountHistoryJson extends DaysJson {
  groupId: string;
}

/** Why an account's score moved. */
export interface AccountChangesJson extends AccountChange {
  groupId: string;
  from: ChangePointJson & { seats: number };
  to: ChangePointJson & { seats: number };
  note: string;
  computedAt: string;
}

const summaryShape = {
  day: z.iso.date().openapi({ description: "The day it is for, in the project's time zone." }),
  score: z.number().openapi({ description: '100 when 60 % of the seats are healthy customers.' }),
  rounded: z.int(),
  band: z.string().openapi({ example: 'highly_engaged' }),
  seats: z.int().openapi({
    description: 'Set with a secret key, else the members active in the last 90 days, at least 1.',
  }),
  activeShare: z.number().openapi({ description: 'Members with a rounded score from 1 on, over the seats.' }),
  topUserShare: z.number().openapi({ description: "The strongest member's part of all positive scores." }),
  singleThreaded: z.boolean().openapi({ description: 'Three seats or more, and one makes more than 60 %.' }),
  model: z.string().openapi({ description: 'Id of the model.' }),
  version: z.int(),
};

const person = { profileId: z.string(), userId: z.string().nullable() };

export const accountSchema: z.ZodType<AccountJson> = z
  .object({
    groupId: z.string(),
    traits: jsonObject,
    firstSeenAt: z.iso.datetime(),
    members: z.int().openapi({ description: 'Measured profiles whose primary account it is.' }),
    score: z.object(summaryShape),
  })
  .openapi('Account');

export const accountScoreSchema: z.ZodType<AccountScoreJson> = z
  .object({
    groupId: z.string(),
    ...summaryShape,
    trend: z.object({ d7: z.number(), d28: z.number() }),
    members: z.int(),
    topMembers: z
      .array(z.object({ ...person, score: z.number(), rounded: z.int(), band: z.string() }))
      .openapi({ description: 'The ten highest scores.' }),
    suspect: suspectSchema,
    computedAt: z.iso.datetime(),
  })
  .openapi('AccountScore') as unknown as z.ZodType<AccountScoreJson>;

export const accountHistorySchema: z.ZodType<AccountHistoryJson> = z
  .object({ groupId: z.string(), ...daysShape })
  .openapi('AccountHistory');

const memberChanges = (description: string) =>
  z.array(z.object({ ...person, change: z.number() })).openapi({ description });
const changePoint = z.object({
  day: z.iso.date(),
  model: z.string(),
  version: z.int(),
  score: z.number(),
  seats: z.int(),
});

export const accountChangesSchema: z.ZodType<AccountChangesJson> = z
  .object({
    groupId: z.string(),
    from: changePoint,
    to: changePoint,
    total: z.number().openapi({ description: 'The later score minus the earlier one.' }),
    members: memberChanges('Who was a member on both days, the largest change first.'),
    joined: memberChanges('Who is a member on the later day only.'),
    left: memberChanges('Who was a member on the earlier day only.'),
    seats: z.number().openapi({ description: 'What the change of seats made.' }),
    version: z.number().openapi({ description: 'What the change of version made, on the last day.' }),
    note: z.string(),
    computedAt: z.iso.datetime(),
  })
  .openapi('AccountChanges') as unknown as z.ZodType<AccountChangesJson>;

const TOP_MEMBERS = 10;

/** An account as the API tells it. */
export function toAccountJson(
  account: Account,
  { score, members, point }: { score: AccountScore; members: number; point: ScoringPoint },
): AccountJson {
  return {
    groupId: account.groupId,
    traits: account.traits,
    firstSeenAt: new Date(account.firstSeenAt).toISOString(),
    members,
    score: toSummary(score, point),
  };
}

/** An account's score with who makes it. */
export function toAccountScoreJson(
  { groupId }: Account,
  scored: ScoredAccount,
  { point, ...rest }: { point: ScoringPoint; suspect: string[]; computedAt: string },
): AccountScoreJson {
  const { members, trend } = scored;
  const topMembers = members.slice(0, TOP_MEMBERS);
  return { groupId, ...toSummary(scored, point), trend, members: members.length, topMembers, ...rest };
}

function toSummary(score: AccountScore, { model, day }: ScoringPoint): AccountScoreSummaryJson {
  const { rounded, band, seats, activeShare, topUserShare, singleThreaded } = score;
  return {
    day,
    score: score.score,
    rounded,
    band,
    seats,
    activeShare,
    topUserShare,
    singleThreaded,
    model: model.modelId,
    version: model.version,
  };
}
