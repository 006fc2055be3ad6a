import { type Signal, signalDefinition } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import { ANY_EVENT_SIGNAL } from '../../storage/project-storage.ts';
import type { CountedSignal } from './counted-signal.ts';

/** The signals of a project, shared by all models and versions under ids made once per definition. */
export interface SignalTable {
  /** Signals that may count an event of this name: the caller still checks filters. */
  listFor(eventName: string): readonly CountedSignal[];
  get(id: number): CountedSignal;
  /** The signal's id; a new one counts from `filledFrom` on, earlier days are left to the back-fill. */
  register(signal: Pick<Signal, 'event' | 'where' | 'measure'>, filledFrom: number): number;
  /** All days from this one on are counted. */
  setFilledFrom(id: number, day: number): void;
  /** Reads the table again: after a rollback. */
  reload(): void;
}

interface SignalRow {
  id: number;
  definition: string;
  /** The signal's event, where and measure as JSON. */
  counted: string;
  filled_from: number;
}

export function createSignalTable(db: Database): SignalTable {
  const selectAll = db.prepare<[], SignalRow>('SELECT * FROM signal ORDER BY id');
  const insert = db.prepare<[string, string, number]>(`
    INSERT INTO signal (id, definition, counted, filled_from)
    VALUES ((SELECT coalesce(max(id) + 1, ${ANY_EVENT_SIGNAL}) FROM signal), ?, ?, ?)`);
  const update = db.prepare<[number, number]>('UPDATE signal SET filled_from = ? WHERE id = ?');
  const byDefinition = new Map<string, CountedSignal>();
  const byId = new Map<number, CountedSignal>();
  const byEvent = new Map<string, CountedSignal[]>();
  let ofAnyEvent: CountedSignal[] = [];

  function reload(): void {
    const rows = selectAll.all();
    byDefinition.clear();
    byId.clear();
    for (const row of rows) {
      const signal = { ...parseCounted(row.counted), id: row.id, filledFrom: row.filled_from };
      byDefinition.set(row.definition, signal);
      byId.set(signal.id, signal);
    }
    indexByEvent();
  }

  function indexByEvent(): void {
    byEvent.clear();
    ofAnyEvent = [...byId.values()].filter((signal) => signal.event === '*');
    for (const { event } of byId.values()) {
      if (event !== '*')
        byEvent.set(event, [...ofAnyEvent, ...[...byId.values()].filter((one) => one.event === event)]);
    }
  }

  function get(id: number): CountedSignal {
    const signal = byId.get(id);
    if (signal === undefined) throw new RangeError(`no signal ${id}`);
    return signal;
  }

  reload();
  return {
    get,
    reload,
    listFor: (eventName) => byEvent.get(eventName) ?? ofAnyEvent,
    register({ event, where, measure = 'count' }, filledFrom) {
      const signal = { event, measure, ...(where !== undefined && { where }) };
      const definition = signalDefinition(signal);
      const known = byDefinition.get(definition);
      if (known !== undefined) return known.id;
      insert.run(definition, JSON.stringify(signal), filledFrom);
      reload();
      return byDefinition.get(definition)?.id ?? ANY_EVENT_SIGNAL;
    },
    setFilledFrom(id, day) {
      update.run(day, id);
      get(id).filledFrom = day;
    },
  };
}

function parseCounted(counted: string): Omit<CountedSignal, 'id' | 'filledFrom'> {
  return JSON.parse(counted) as Omit<CountedSignal, 'id' | 'filledFrom'>;
}
