import { isPassive, type Message } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { Moment } from '../../time/place-message.ts';
import type { AppendSettings, Arrival } from './append-group.ts';
import { createCellSink } from './cell-sink.ts';
import { countMessage } from './counted-signal.ts';
import { prepareDroppedWrite } from './dropped-table.ts';
import type { ProfileRow } from './profile-row.ts';
import type { ProjectTables } from './project-tables.ts';

/** Stores a message that was not seen before: links, traits, counts and its event row. */
export type StoreMessage = (arrival: Arrival) => void;

export function createStoreMessage(
  db: Database,
  tables: ProjectTables,
  { passiveEvents, onSumRefused }: Pick<AppendSettings, 'passiveEvents' | 'onSumRefused'>,
): StoreMessage {
  const { events, profiles, resolver, signals, traits, accounts } = tables;
  const writeDropped = prepareDroppedWrite(db);
  const matching = { passiveEvents };
  // One cell and one counting for all messages: the hot path makes no closures.
  const cell = { day: 0, at: 0, profile: 0, signal: 0 };
  const counting = { matching, sink: createCellSink(tables, cell, onSumRefused) };

  function count(message: Message, { day, at }: Moment, profile: ProfileRow): void {
    if (message.event === undefined) return;
    cell.day = day;
    cell.at = at;
    cell.profile = profile.id;
    countMessage(message, signals.listFor(message.event), counting);
  }

  function keepIdentify(
    { received: { message, messageId }, moment: { at } }: Arrival,
    profile: ProfileRow,
  ): void {
    traits.setProfileTraits(profile.id, message.traits, { at, messageId });
    if (message.optOut === undefined) return;
    profiles.chooseOptOut(profile, { optedOut: message.optOut, at, messageId });
  }

  function keepGroup(
    { received: { message, messageId, trusted }, moment }: Arrival,
    profile: ProfileRow,
  ): void {
    if (message.groupId === undefined) return;
    const stamp = { ...moment, messageId };
    const account = accounts.idOf(message.groupId, moment.at);
    accounts.join(profile.id, account, stamp);
    traits.setAccountTraits(account, message.traits, { ...stamp, trusted });
    const { seats } = message.traits;
    if (trusted && seats !== undefined) accounts.setSeats(account, seats, stamp);
  }

  return (arrival) => {
    const { received, moment, key } = arrival;
    const { message, isBot, trusted } = received;
    const profile = resolver.resolve(message, { at: moment.at, trusted });
    const passive = isPassive(message, matching);
    profiles.touch(profile, moment, message.event !== undefined && !passive && !isBot);
    events.insert({ received, key, ...moment, profile: profile.id, isPassive: passive });
    if (!isBot) count(message, moment, profile);
    if (message.type === 'identify') keepIdentify(arrival, profile);
    else if (message.type === 'group') keepGroup(arrival, profile);
    if (message.dropped !== undefined && message.anonymousId !== undefined) {
      writeDropped(message.anonymousId, message.dropped, moment.at);
    }
  };
}
