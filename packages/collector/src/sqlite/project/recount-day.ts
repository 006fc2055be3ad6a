import type { Database } from 'better-sqlite3';
import { type CountedSignal, countMessage } from './counted-signal.ts';
import { toStoredValue } from './distinct-values.ts';
import { prepareEventsOfDay, toCountedMessage } from './events-of-day.ts';
import type { SignalTable } from './signal-table.ts';

/** A day's counts as its raw events give them. */
export interface Recount {
  day: number;
  events: number;
  /** Signals that count this day. */
  signalIds: number[];
  cellOf(profile: number, signal: number): number;
  amountOf(profile: number, signal: number): number;
  valueCountOf(profile: number, signal: number): number;
  cells(): Generator<{ cell: number; profile: number; signal: number; amount: number }>;
  values(): Generator<{ profile: number; signal: number; value: Buffer }>;
}

// A profile and a signal share one number; 2^16 signals leave 2^37 profiles.
const SIGNALS = 65_536;
const NO_NAMES: ReadonlySet<string> = new Set();

/** Counts days from the raw events alone, apart from the code that counts what arrives. */
export function createRecount(db: Database, signals: SignalTable): (day: number) => Recount {
  const eventsOf = prepareEventsOfDay(db);
  const listIds = db.prepare<[number], number>('SELECT id FROM signal WHERE filled_from <= ?').pluck();
  return (day) => {
    const signalIds = listIds.all(day);
    const filled = signalIds.map(signals.get);
    const amounts = new Map<number, number>();
    const valueSets = new Map<number, Map<string, Buffer>>();
    let events = 0;
    let profile = 0;
    const cellOf = (signal: CountedSignal) => profile * SIGNALS + signal.id;
    const sink = {
      add(signal: CountedSignal, amount: number) {
        amounts.set(cellOf(signal), (amounts.get(cellOf(signal)) ?? 0) + amount);
      },
      addValue(signal: CountedSignal, value: string) {
        const cell = cellOf(signal);
        const values = valueSets.get(cell) ?? new Map<string, Buffer>();
        const stored = toStoredValue(value);
        valueSets.set(cell, values.set(stored.toString('hex'), stored));
        amounts.set(cell, values.size);
      },
    };
    for (const row of eventsOf(day)) {
      events++;
      profile = row.profile;
      // The passive flag was set at arrival, from the list of that time.
      countMessage(toCountedMessage(row), filled, { sink, matching: { passiveEvents: NO_NAMES } });
    }
    return toRecount({ day, events, signalIds, amounts, valueSets });
  };
}

interface Counted extends Pick<Recount, 'day' | 'events' | 'signalIds'> {
  amounts: ReadonlyMap<number, number>;
  valueSets: ReadonlyMap<number, ReadonlyMap<string, Buffer>>;
}

function toRecount({ amounts, valueSets, ...day }: Counted): Recount {
  const cellOf = (profile: number, signal: number) => profile * SIGNALS + signal;
  const placeOf = (cell: number) => ({ profile: Math.floor(cell / SIGNALS), signal: cell % SIGNALS });
  return {
    ...day,
    cellOf,
    amountOf: (profile, signal) => amounts.get(cellOf(profile, signal)) ?? 0,
    valueCountOf: (profile, signal) => valueSets.get(cellOf(profile, signal))?.size ?? 0,
    *cells() {
      for (const [cell, amount] of amounts) yield { cell, amount, ...placeOf(cell) };
    },
    *values() {
      for (const [cell, values] of valueSets) {
        for (const value of values.values()) yield { value, ...placeOf(cell) };
      }
    },
  };
}
