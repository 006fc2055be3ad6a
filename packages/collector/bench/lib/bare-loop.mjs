import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { countMessage } from '../../dist/sqlite/project/counted-signal.js';
import { toStoredValue } from '../../dist/sqlite/project/distinct-values.js';
import { MESSAGE_TYPES, parseBody, parseContext } from '../../dist/sqlite/project/event-row.js';
import { openProjectFile } from '../../dist/sqlite/project/project-file.js';
import { createSignalTable } from '../../dist/sqlite/project/signal-table.js';

// Day, profile and signal share one number as a key.
const PROFILES = 2 ** 22;
const SIGNALS = 2 ** 10;

// Run as a process of its own: writes the rows, cells and `seen` entries of a project's file once more, into a new file
// with the same settings, in as many commits, with nothing around it: what SQLite itself can do here and now.
const { databasePath, commits } = JSON.parse(process.argv[2]);
const folder = mkdtempSync(join(dirname(databasePath), 'bare-'));
try {
  const events = readEvents(databasePath);
  const database = openProjectFile(join(folder, 'bare.db'));
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  writeAll(database, events, Math.ceil(events.length / commits));
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpu = process.cpuUsage(cpuBefore);
  database.close();
  console.log(
    JSON.stringify({
      events: events.length,
      eventsPerSecond: Math.round(events.length / seconds),
      cpuUsPerEvent: Math.round((cpu.user + cpu.system) / events.length),
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function readEvents(path) {
  const database = new SqliteDatabase(path, { readonly: true });
  const signals = createSignalTable(database);
  const rows = database
    .prepare(`SELECT e.*, n.text AS name_text, c.text AS client_text FROM event e
      LEFT JOIN event_name n ON n.id = e.name LEFT JOIN client c ON c.id = e.client ORDER BY e.at, e.key`)
    .all();
  const events = rows.map((row) => ({ row, ...amountsOf(row, signals) }));
  database.close();
  return events;
}

function amountsOf(row, signals) {
  const amounts = [];
  const values = [];
  const sink = {
    add: ({ id }, amount) => amounts.push([id, amount]),
    addValue: ({ id }, value) => values.push([id, toStoredValue(value)]),
  };
  const message = {
    type: MESSAGE_TYPES[row.type],
    event: row.name_text ?? undefined,
    properties: parseBody(row.body),
    context: parseContext(row.context, row.client_text),
  };
  if (message.event !== undefined)
    countMessage(message, signals.listFor(message.event), { sink, matching: {} });
  return { amounts, values };
}

// In the order of the tables' keys within a commit, which is what suits SQLite best.
function writeAll(database, events, eventsPerCommit) {
  const seen = database.prepare('INSERT OR IGNORE INTO seen VALUES (?, ?)');
  const event = database.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const distinct = database.prepare('INSERT OR IGNORE INTO daily_distinct VALUES (?, ?, ?, ?)');
  const daily = database.prepare(`INSERT INTO daily VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET amount = amount + excluded.amount`);
  const met = new Set();

  const writeGroup = database.transaction((group) => {
    const cells = new Map();
    const add = (day, profile, signal, amount) => {
      const cell = (day * PROFILES + profile) * SIGNALS + signal;
      cells.set(cell, (cells.get(cell) ?? 0) + amount);
    };
    for (const { row } of group) seen.run(row.key, row.day);
    for (const { row, amounts, values } of group.sort(byKey)) {
      const { day, run, profile, key, type, name, at, message_id, flags, client, body, context, ids } = row;
      event.run(day, run, profile, key, type, name, at, message_id, flags, client, body, context, ids);
      for (const [signal, amount] of amounts) add(day, profile, signal, amount);
      for (const [signal, value] of values) {
        const name = `${day} ${profile} ${signal} ${value.toString('latin1')}`;
        if (met.has(name)) continue;
        met.add(name);
        if (distinct.run(day, profile, signal, value).changes === 1) add(day, profile, signal, 1);
      }
    }
    for (const cell of Float64Array.from(cells.keys()).sort()) {
      const person = Math.floor(cell / SIGNALS);
      daily.run(Math.floor(person / PROFILES), person % PROFILES, cell % SIGNALS, cells.get(cell));
    }
  });
  for (let start = 0; start < events.length; start += eventsPerCommit)
    writeGroup(events.slice(start, start + eventsPerCommit));
}

function byKey({ row: a }, { row: b }) {
  return a.day - b.day || a.run - b.run || a.profile - b.profile;
}
