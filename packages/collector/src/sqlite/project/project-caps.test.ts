import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseMessage } from '@ardent/core';
import { expect, onTestFinished, test } from 'vitest';
import { withMessageId } from '../../../test/storage/messages.ts';
import type { AppendOutcome, ProjectWriter } from '../../storage/project-storage.ts';
import { openProjectReader } from './open-project-reader.ts';
import { openProjectWriter } from './open-project-writer.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const caps = { eventNames: 2, traitKeys: 3, newProfilesPerMinute: 2 };

function openWriter(path = join(mkdtempSync(join(tmpdir(), 'ardent-caps-')), 'project.db')) {
  const writer = openProjectWriter({ path, timeZone: 'UTC', now: () => NOW, caps });
  onTestFinished(async () => {
    await writer.close();
    rmSync(path, { force: true });
  });
  return { path, writer };
}

interface Sender {
  at?: number;
  keyId?: string;
  trusted?: boolean;
}

async function send(writer: ProjectWriter, raws: object[], sender: Sender = {}): Promise<string[]> {
  const { at = NOW, keyId = 'key_1', trusted = false } = sender;
  const outcomes = await writer.append(
    raws.map((raw) => {
      const parsed = parseMessage(raw);
      if (!parsed.ok) throw new Error(parsed.rejection.message);
      const received = { receivedAt: at, keyId, trusted, imported: false, isBot: false };
      return { received: withMessageId({ message: parsed.message, raw, ...received }) };
    }),
  );
  return outcomes.map((one: AppendOutcome) => (one.status === 'rejected' ? one.code : one.status));
}

const track = (event: string, userId = 'anna', more = {}) => ({ type: 'track', event, userId, ...more });
const identify = (traits: object, userId = 'anna') => ({ type: 'identify', userId, traits });

test('event names: known ones go on, new ones past the bound are quarantined', async () => {
  const { writer, path } = openWriter();
  expect(await send(writer, [track('a'), track('b'), track('c'), track('a')])).toEqual([
    'accepted',
    'accepted',
    'too_many_event_names',
    'accepted',
  ]);
  await writer.close();
  const again = openWriter(path).writer;
  expect(await send(again, [track('b'), track('c')])).toEqual(['accepted', 'too_many_event_names']);
  const reader = openProjectReader(path);
  expect((await reader.listRejected({}, { limit: 10 })).map(({ code }) => code)).toEqual([
    'too_many_event_names',
    'too_many_event_names',
  ]);
  await reader.close();
});

test('trait keys: of profiles and accounts together, all of a message or none', async () => {
  const { writer, path } = openWriter();
  const group = { type: 'group', userId: 'anna', groupId: 'acme', traits: { plan: 'pro' } };
  expect(
    await send(writer, [
      identify({ name: 'A' }),
      group,
      identify({ x: 1, y: 1 }),
      identify({ x: 1, plan: 1 }),
    ]),
  ).toEqual(['accepted', 'accepted', 'too_many_trait_keys', 'accepted']);
  await writer.close();
  const again = openWriter(path).writer;
  expect(await send(again, [identify({ name: 'B', x: 2 }), identify({ y: 1 })])).toEqual([
    'accepted',
    'too_many_trait_keys',
  ]);
});

test('new profiles: so many a minute and write key; known ones and secret keys go on', async () => {
  const { writer } = openWriter();
  const people = (...ids: string[]) => ids.map((id) => track('a', id));
  expect(await send(writer, people('a', 'b', 'c', 'a'))).toEqual([
    'accepted',
    'accepted',
    'too_many_new_profiles',
    'accepted',
  ]);
  expect(await send(writer, people('d'), { keyId: 'key_2' })).toEqual(['accepted']);
  expect(await send(writer, people('e', 'f', 'g'), { keyId: 'key_3', trusted: true })).toEqual([
    'accepted',
    'accepted',
    'accepted',
  ]);
  expect(await send(writer, people('c'), { at: NOW + 60_000 })).toEqual(['accepted']);
});

test('a message that was stored before is a duplicate, whatever the bounds say', async () => {
  const { writer } = openWriter();
  expect(await send(writer, [track('a', 'anna', { messageId: 'm' }), track('b')])).toEqual([
    'accepted',
    'accepted',
  ]);
  expect(await send(writer, [track('c', 'anna', { messageId: 'm' })])).toEqual(['duplicate']);
});
