import {
  type AccountScore,
  bandOf,
  type DayString,
  rollUpAccount,
  rounded,
  toDayNumber,
  toDayString,
} from '@ardent/core';
import type { AccountMember } from '../../storage/account-reads.ts';
import type { ModelVersion } from '../../storage/project-storage.ts';
import { labelCounts } from '../label-counts.ts';
import { type ScoredDay, scoreDays } from '../score-days.ts';
import type { ScoringPoint } from '../scoring-point.ts';
import { type AccountData, isMemberOn, type MemberCounts, seatsOn } from './account-data.ts';

/** A member's score on a day. */
export interface MemberScore extends Pick<AccountMember, 'profileId' | 'userId'> {
  score: number;
  rounded: number;
  band: string;
}

/** An account's score on a day, with its members of that day, the highest score first. */
export interface ScoredAccount extends AccountScore {
  members: MemberScore[];
  /** The score minus the score 7 and 28 days earlier, with the members and seats of those days. */
  trend: { d7: number; d28: number };
}

/** An account's score on a day, and how far it came in 7 and 28 days, under one version. */
export function scoreAccount(data: AccountData, point: ScoringPoint): ScoredAccount {
  const members = data.members
    .filter(({ member }) => isMemberOn(member, point.day))
    .map((one) => toMemberScore(one, point))
    .sort((a, b) => b.score - a.score);
  const score = rollUp(data, point, members);
  const changeSince = (days: number) => {
    const day = toDayString(toDayNumber(point.day) - days);
    return score.score - scoreOn(data, { model: point.model, day }).score;
  };
  return { ...score, members, trend: { d7: changeSince(7), d28: changeSince(28) } };
}

/** One score for each day of a range, both ends included, under one version. */
export function scoreAccountDays(
  data: AccountData,
  { model, from, to }: { model: ModelVersion; from: DayString; to: DayString },
): ScoredDay[] {
  const { definition } = model;
  const histories = data.members.map((one) => ({
    member: one.member,
    days: scoreDays(definition, labelCounts(one.counts, model), { from, to }),
  }));
  const length = toDayNumber(to, 'to') - toDayNumber(from, 'from') + 1;
  return Array.from({ length }, (_, i) => {
    const day = toDayString(toDayNumber(from) + i);
    const present = histories.filter(({ member }) => isMemberOn(member, day));
    const scores = present.map(({ days }) => days[i]?.score ?? 0);
    const { score, rounded, band } = rollUpAccount(definition, scores, { seats: seatsOn(data, day) });
    return { day, score, rounded, band };
  });
}

/** A member's score on a day, member or not on that day. */
export function memberScoreOn({ counts }: MemberCounts, { model, day }: ScoringPoint): number {
  const [scored] = scoreDays(model.definition, labelCounts(counts, model), { from: day, to: day });
  return scored?.score ?? 0;
}

function scoreOn(data: AccountData, point: ScoringPoint): AccountScore {
  const present = data.members.filter(({ member }) => isMemberOn(member, point.day));
  return rollUp(
    data,
    point,
    present.map((one) => ({ score: memberScoreOn(one, point) })),
  );
}

function rollUp(
  data: AccountData,
  { model, day }: ScoringPoint,
  members: readonly { score: number }[],
): AccountScore {
  const scores = members.map(({ score }) => score);
  return rollUpAccount(model.definition, scores, { seats: seatsOn(data, day) });
}

function toMemberScore(one: MemberCounts, point: ScoringPoint): MemberScore {
  const score = memberScoreOn(one, point);
  const whole = rounded(score);
  const { profileId, userId } = one.member;
  return { profileId, userId, score, rounded: whole, band: bandOf(whole, point.model.definition.bands) };
}
