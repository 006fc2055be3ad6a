import { computeScore, type DailyCount, type Score } from '@ardent/core';
import { expect } from 'vitest';
import { createScoring, type Scoring } from '../../src/scoring/create-scoring.ts';
import type { ModelVersion, Profile, ProjectReader } from '../../src/storage/project-storage.ts';
import { createDayClock } from '../../src/time/day-clock.ts';
import type { KeptFrom, OpenStorage } from '../storage/contract/storage-subject.ts';
import { ANONYMOUS_IDS, USER_IDS } from './arbitrary-messages.ts';
import type { Person } from './reference-people.ts';
import { amountOn, inForce, membershipsOf, seatsByDay, toProfile } from './reference-profile.ts';
import type { ReferenceProject } from './reference-project.ts';

// `u` is whom messages are of that name nobody.
const REFS = [
  ...[...USER_IDS, 'u', 'unknown'].map((id) => ({ kind: 'user', id, ref: { userId: id } }) as const),
  ...[...ANONYMOUS_IDS, 'unknown'].map(
    (id) => ({ kind: 'anonymous', id, ref: { anonymousId: id } }) as const,
  ),
];

export type StoredProject = Pick<OpenStorage, 'reader' | 'verify' | 'listSeats' | 'keptDays'>;

/** Everything that storage answers is what the reference says, its counts verify, and scores are core's over them. */
export async function expectSame(
  reference: ReferenceProject,
  { reader, verify, listSeats, keptDays }: StoredProject,
  now: number,
): Promise<void> {
  const kept = await keptDays();
  const models = await reader.listModels();
  const scoring = createScoring({
    reader,
    settle: async () => undefined,
    dayOf: createDayClock(reference.timeZone),
    now: () => now,
  });
  const compared = new Set<Person>();
  for (const { kind, id, ref } of REFS) {
    const person = reference.people.find(kind, id);
    const profile = await reader.findProfile(ref);
    if (person === undefined || profile === undefined) {
      expect(profile, `${kind} ${id}`).toEqual(person);
      continue;
    }
    expectSameProfile(reference, person, profile);
    if (compared.has(person)) continue;
    compared.add(person);
    await expectSameRecords({ reader, kept }, person, profile);
    for (const version of models) await expectSameScores({ person, profile, version, kept }, scoring, reader);
  }
  await expectSameLists(compared, reader);
  expect(inForce(await listSeats(), kept.counts)).toEqual(inForce(seatsByDay(reference.events), kept.counts));
  expect(await verify()).toMatchObject({
    differences: [],
    differenceCount: 0,
    unseenEvents: 0,
    integrity: 'ok',
  });
}

function expectSameProfile({ people }: ReferenceProject, person: Person, profile: Profile): void {
  const { groupIds, traits, ...rest } = toProfile(person);
  expect(profile).toMatchObject(rest);
  expect(profile.traits).toEqual(traits);
  expect([...profile.anonymousIds].sort()).toEqual(people.anonymousIdsOf(person).sort());
  expect(profile.accounts).toEqual(groupIds.map((groupId, i) => ({ groupId, isPrimary: i === 0 })));
}

async function expectSameRecords(
  { reader, kept }: { reader: ProjectReader; kept: KeptFrom },
  person: Person,
  { profileId }: Profile,
): Promise<void> {
  const stored = await reader.listEvents(profileId, { limit: 1_000 });
  const places = (events: { messageId: string; day: string }[]) =>
    events.map(({ messageId, day }) => `${day} ${messageId}`).sort();
  expect(places(stored)).toEqual(places(person.events.filter(({ isRetired }) => !isRetired)));
  const memberships = (await reader.findRecords(profileId))?.memberships ?? [];
  expect(inForce(memberships, kept.counts)).toEqual(inForce(membershipsOf(person), kept.counts));
}

/** Whoever was absorbed is in no list, and whoever opted out only in those that ask for them. */
async function expectSameLists(people: ReadonlySet<Person>, reader: ProjectReader): Promise<void> {
  const profiles = [...people].map(toProfile);
  const list = async (filter: Parameters<ProjectReader['listProfiles']>[0]) =>
    (await reader.listProfiles(filter, { limit: 1_000 })).map(({ userId }) => userId).sort();
  const namesOf = (wanted: typeof profiles) => wanted.map(({ userId }) => userId).sort();
  expect(await list({ kind: 'all', unmeasured: 'included' })).toEqual(namesOf(profiles));
  expect(await list({ kind: 'known' })).toEqual(
    namesOf(profiles.filter(({ userId, isUnmeasured }) => userId !== null && !isUnmeasured)),
  );
}

interface Scored {
  person: Person;
  profile: Profile;
  version: ModelVersion;
  kept: KeptFrom;
}

/** Daily counts to the cell, and on every day with events, the next, and today: the score and all it is made of. */
async function expectSameScores(
  { person, profile, version, kept }: Scored,
  scoring: Scoring,
  reader: ProjectReader,
): Promise<void> {
  const { definition } = version;
  const counts = expectedCounts(person, version, kept);
  const today = scoring.today();
  const stored = await scoring.listCounts(profile, { model: version, day: today });
  // Messages can be received while a clock is ahead, on what is a later day than today once it is set right.
  const untilToday = counts.filter(({ day }) => day <= today);
  // A day whose sum is 0 is no count.
  expect(toCells(stored.filter(({ count }) => count !== 0))).toEqual(toCells(untilToday));
  const known = (await reader.listCounts(profile.profileId, { to: today })).map(({ day }) => day);
  for (const day of new Set([...known, ...person.events.map((one) => one.day), today])) {
    const score = await scoring.score(profile, { model: version, day });
    expectSameScore(score, computeScore(definition, counts, day));
  }
}

/** What the person's daily counts come to under a version. */
export function expectedCounts(
  { events }: Person,
  { definition, signalIds }: Pick<ModelVersion, 'definition' | 'signalIds'>,
  { counts, signals }: KeptFrom,
): DailyCount[] {
  const days = [...new Set(events.map(({ day }) => day))].filter((day) => day >= counts);
  return days.flatMap((day) => {
    const ofDay = events.filter((event) => event.day === day);
    return definition.signals
      .filter((_, i) => day >= (signals.get(signalIds[i] ?? -1) ?? ''))
      .map((signal) => ({ day, signal: signal.key, count: amountOn(ofDay, signal) }))
      .filter(({ count }) => count !== 0);
  });
}

function toCells(counts: readonly DailyCount[]): string[] {
  return counts.map(({ day, signal, count }) => `${day} ${signal} ${count}`).sort();
}

function expectSameScore(actual: Score, expected: Score): void {
  const size = expected.contributions.reduce((sum, { score }) => sum + Math.abs(score), 0);
  const tolerance = 1e-9 * Math.max(1, size);
  const { rounded, band, momentumState } = expected;
  expect(actual).toMatchObject({ rounded, band, momentumState });
  expect(Math.abs(actual.score - expected.score)).toBeLessThanOrEqual(tolerance);
  expect(Math.abs(actual.trend.d7 - expected.trend.d7)).toBeLessThanOrEqual(2 * tolerance);
  actual.contributions.forEach(({ signal, score }, i) => {
    expect(signal).toBe(expected.contributions[i]?.signal);
    expect(Math.abs(score - (expected.contributions[i]?.score ?? Number.NaN))).toBeLessThanOrEqual(tolerance);
  });
}
