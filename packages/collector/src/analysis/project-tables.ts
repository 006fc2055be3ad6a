import { type DayString, type ScoreModel, toDayNumber } from '@ardent/core';
import { shuffledPlaces } from '../evaluation/statistics/shuffled-places.ts';
import type { CountTable } from '../evaluation/table/count-table.ts';
import { createCountRows } from '../evaluation/table/create-count-rows.ts';
import type { CountScan } from '../storage/count-scan.ts';
import { ANY_EVENT_SIGNAL } from '../storage/project-storage.ts';
import type { MeasuredModel } from './measured-model.ts';

/** A project's people and days as evaluation takes them. People are numbered in the order of `profiles`. */
export interface ProjectTables {
  /** Those who are looked at: all, or so many picked by chance. */
  profiles: readonly number[];
  /** How many known, measured profiles there are. */
  population: number;
  /** How often everybody did anything that was not passive. */
  activity: CountTable;
  /** What everybody did: by signal, or by event. */
  table: CountTable;
  firstDay: number;
}

export interface TableOptions {
  /** The last day. */
  to: DayString;
  /** Picks people where there are too many; a whole number. */
  seed: number;
}

/** More people make no number surer that matters, and their counts would fill memory. */
export const MOST_PEOPLE = 100_000;

/** The event that a stored signal stands under in a table of daily counts. */
const eventOf = (signalId: number) => `signal ${signalId}`;

/**
 * A model over a table of daily counts by signal: measures and filters are in the counts already.
 *
 * @param leftOut events whose signals count for nothing.
 */
export function toTableModel(
  { definition, signalIds }: MeasuredModel,
  leftOut: ReadonlySet<string>,
): ScoreModel {
  const signals = definition.signals.flatMap(({ where: _, measure: __, ...signal }, i) =>
    leftOut.has(signal.event) ? [] : [{ ...signal, event: eventOf(signalIds[i] ?? -1) }],
  );
  return { ...definition, signals };
}

/** Daily counts of these signals, of all known people, for days up to `to`. */
export async function readSignalTable(
  reader: Pick<CountScan, 'listKnown' | 'scanCounts' | 'firstCountedDay'>,
  signalIds: Iterable<number>,
  { to, seed }: TableOptions,
): Promise<ProjectTables> {
  const ids = [...new Set(signalIds)];
  const indexes = new Map(ids.map((id, i) => [id, i]));
  const known = await reader.listKnown();
  const profiles = pickPeople(known, { most: MOST_PEOPLE, seed });
  const places = new Map(profiles.map((profile, i) => [profile, i]));
  const rows = createCountRows();
  const active = createCountRows();
  await reader.scanCounts({ to }, ([profile, signalId, amount], day) => {
    const person = places.get(profile);
    if (person === undefined) return;
    const eventId = indexes.get(signalId);
    if (eventId !== undefined) rows.add({ person, eventId, day, amount });
    if (signalId === ANY_EVENT_SIGNAL) active.add({ person, eventId: 0, day, amount });
  });
  return {
    profiles,
    population: known.length,
    activity: active.toTable(profiles.length, ['*']),
    table: rows.toTable(profiles.length, ids.map(eventOf)),
    firstDay: toDayNumber((await reader.firstCountedDay()) ?? to),
  };
}

/** How often all known people did what, by event, passive events and `leftOut` aside, for days up to `to`. */
export async function readEventTable(
  reader: Pick<CountScan, 'listKnown' | 'scanEvents' | 'firstCountedDay'>,
  leftOut: ReadonlySet<string>,
  { to, seed }: TableOptions,
): Promise<ProjectTables> {
  const eventIds = new Map<string, number>();
  const known = await reader.listKnown();
  const profiles = pickPeople(known, { most: MOST_PEOPLE, seed });
  const places = new Map(profiles.map((profile, i) => [profile, i]));
  const rows = createCountRows();
  const active = createCountRows();
  await reader.scanEvents({ to }, ([profile, event, amount], day) => {
    const person = places.get(profile);
    if (person === undefined) return;
    active.add({ person, eventId: 0, day, amount });
    if (leftOut.has(event)) return;
    const eventId = eventIds.get(event) ?? eventIds.size;
    eventIds.set(event, eventId);
    rows.add({ person, eventId, day, amount });
  });
  return {
    profiles,
    population: known.length,
    activity: active.toTable(profiles.length, ['*']),
    table: rows.toTable(profiles.length, [...eventIds.keys()]),
    firstDay: toDayNumber((await reader.firstCountedDay()) ?? to),
  };
}

/** All of them, or so many picked by chance; ascending. The same seed picks the same. */
export function pickPeople(
  profiles: readonly number[],
  { most, seed }: { most: number; seed: number },
): number[] {
  if (profiles.length <= most) return [...profiles];
  const places = shuffledPlaces(profiles.length, seed).slice(0, most).sort();
  return Array.from(places, (place) => profiles[place] ?? 0);
}

/** By person, the days on which an event happened, ascending; passive or not. */
export async function readEventDays(
  reader: Pick<CountScan, 'scanEvents'>,
  profiles: readonly number[],
  { event, to }: { event: string; to: DayString },
): Promise<Map<number, number[]>> {
  const places = new Map(profiles.map((profile, i) => [profile, i]));
  const eventDays = new Map<number, number[]>();
  await reader.scanEvents({ to, names: [event] }, ([profile], day) => {
    const person = places.get(profile);
    if (person === undefined) return;
    const days = eventDays.get(person);
    if (days === undefined) eventDays.set(person, [day]);
    else days.push(day);
  });
  return eventDays;
}
