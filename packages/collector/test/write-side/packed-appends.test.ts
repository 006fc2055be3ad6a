import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import type { AppendItem, AppendOutcome } from '../../src/storage/project-storage.ts';
import { packAppends, unpackAppends } from '../../src/write-side/packed-appends.ts';
import { arbitraryImport, arbitraryItem, arbitraryJoin } from '../histories/arbitrary-messages.ts';
import { NOON } from '../storage/messages.ts';

const REFUSED: AppendItem = {
  refused: {
    messageId: 'm-refused',
    code: 'invalid_event',
    reason: 'event must be a text',
    receivedAt: NOON,
    keyId: 'key-1',
    raw: { type: 'track', event: 7, messageId: 'm-refused' },
    sent: { sender: { isBot: false, browser: 'Firefox' } },
  },
};
const PRESENT = { arbitrary: arbitraryItem, weight: 8 };
const items = fc.array(fc.oneof(PRESENT, arbitraryImport, arbitraryJoin, fc.constant(REFUSED)), {
  minLength: 1,
  maxLength: 30,
});

/** A batch whose body holds what its items were sent as. */
function pack(items: readonly AppendItem[]) {
  const sent = items.map((item) => ('received' in item ? item.received.raw : item.refused.raw));
  const body = Buffer.from(JSON.stringify({ batch: sent }));
  return packAppends([{ id: 1, batch: { projectId: 'p', route: 'batch', items, body } }]);
}

/** As the other thread gets them. */
function cross(items: readonly AppendItem[]): readonly AppendItem[] {
  return unpackAppends(structuredClone(pack(items))).flatMap(({ batch }) => batch.items);
}

/** What becomes of messages in a new file, and every row of it but those that are random. */
async function store(items: readonly AppendItem[]): Promise<{ outcomes: AppendOutcome[]; rows: object }> {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-packed-'));
  try {
    const path = join(folder, 'p.db');
    const writer = openProjectWriter({ path, timeZone: 'Europe/Berlin', now: () => NOON });
    const outcomes = await writer.append(items);
    await writer.close();
    return { outcomes, rows: readRows(path) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readRows(path: string): object {
  const db = new SqliteDatabase(path, { readonly: true });
  try {
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
      .pluck()
      .all();
    return Object.fromEntries(
      tables.map((name) => [name, name === 'meta' ? [] : db.prepare(`SELECT * FROM ${name}`).all()]),
    );
  } finally {
    db.close();
  }
}

test('what crosses between threads is stored, counted, refused and kept as if it had not', async () => {
  await fc.assert(
    fc.asyncProperty(items, async (all) => {
      expect(await store(cross(all))).toEqual(await store(all));
    }),
    { numRuns: 15 },
  );
});

test('a message reads the same afterwards', () => {
  fc.assert(
    fc.property(arbitraryItem, (item) => {
      const [crossed] = cross([item]);
      if (crossed === undefined || !('received' in crossed) || !('received' in item)) throw new Error('none');
      const { message, raw } = crossed.received;
      const { properties, traits, context, type, userId, event, optOut } = item.received.message;
      const isTraits = type === 'identify' || type === 'group';
      expect(message).toMatchObject({ type, nonInteraction: item.received.message.nonInteraction });
      expect([message.userId, message.event, message.optOut]).toEqual([userId, event, optOut]);
      expect(message.properties).toEqual(isTraits ? {} : JSON.parse(JSON.stringify(properties)));
      expect(message.traits).toEqual(isTraits ? JSON.parse(JSON.stringify(traits)) : {});
      expect(message.context).toEqual(context);
      expect(raw).toEqual(JSON.parse(JSON.stringify(item.received.raw)));
    }),
  );
});
