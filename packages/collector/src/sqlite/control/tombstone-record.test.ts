import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchDisk } from '../../../test/backup/watch-disk.ts';
import type { TombstoneRecord } from '../../storage/erasure.ts';
import { openControlStorage } from './open-control-storage.ts';
import { createTombstoneRecord, type TombstonePlaces } from './tombstone-record.ts';

const ANNA = { idHash: 'hash of anna', erasedAt: 1000 };
const BOB = { idHash: 'hash of bob', erasedAt: 2000 };

let folder: string;
let places: TombstonePlaces;
let record: TombstoneRecord;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ardent-tombstones-'));
  places = { controlPath: join(folder, 'control.db'), tombstonesPath: join(folder, 'tombstones.jsonl') };
  const control = openControlStorage(places.controlPath);
  const change = { actor: 'test', at: 1 };
  for (const projectId of ['default', 'other'])
    await control.addProject({ projectId, timeZone: 'UTC', createdAt: 1 }, change);
  await control.close();
  record = createTombstoneRecord(places, 'default');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what is added is on disk when that is told, and its file, too', () => {
  const listSteps = watchDisk();
  record.add([ANNA]);
  expect(listSteps()).toEqual([`sync ${places.tombstonesPath}`, `sync ${folder}`]);
});

test('each of the two places is enough, and the later instant counts', () => {
  const empty = join(folder, 'empty.db');
  copyFileSync(places.controlPath, empty);
  record.add([ANNA]);
  copyFileSync(empty, places.controlPath);
  expect(record.list()).toEqual([ANNA]);
  record.add([BOB]);
  rmSync(places.tombstonesPath);
  expect(record.list()).toEqual([BOB]);
  record.add([{ ...BOB, erasedAt: 3000 }]);
  expect(record.list()).toEqual([{ ...BOB, erasedAt: 3000 }]);
});

test('a project knows its own alone', () => {
  record.add([ANNA]);
  expect(createTombstoneRecord(places, 'other').list()).toEqual([]);
});

test('a line that a power cut tore is as if it never came, and the next one stands on a line of its own', () => {
  record.add([ANNA]);
  appendFileSync(places.tombstonesPath, '{"project":"default","idHash":"ha');
  expect(record.list()).toEqual([ANNA]);
  record.add([BOB]);
  const lines = readFileSync(places.tombstonesPath, 'utf8').split('\n').slice(0, -1);
  expect(lines.map((line) => JSON.parse(line))).toEqual(
    [ANNA, BOB].map((one) => ({ project: 'default', ...one })),
  );
});

test.each(['no JSON', '{"project":"default"}', '[]'])(
  'a whole line that says nothing (%s) is an error: somebody might come back',
  (line) => {
    record.add([ANNA]);
    appendFileSync(places.tombstonesPath, `${line}\n`);
    expect(() => record.list()).toThrow(
      expect.objectContaining({
        code: 'tombstones_unreadable',
        message: expect.stringContaining('line 2'),
      }),
    );
    writeFileSync(places.tombstonesPath, '');
    expect(record.list()).toEqual([ANNA]);
  },
);
