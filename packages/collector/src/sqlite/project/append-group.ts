import type { Database } from 'better-sqlite3';
import type {
  AppendItem,
  AppendOutcome,
  ReceivedMessage,
  RefusedMessage,
} from '../../storage/project-storage.ts';
import type { DayClock } from '../../time/day-clock.ts';
import { correctTime, type Moment, placeMessage } from '../../time/place-message.ts';
import { type MessageKey, toMessageKey } from './message-key.ts';
import type { ProjectTables } from './project-tables.ts';
import { createStoreMessage } from './store-message.ts';

/** Appends items in order, within the caller's transaction; one outcome per item. */
export type AppendGroup = (items: readonly AppendItem[]) => AppendOutcome[];

export interface AppendSettings {
  dayOf: DayClock;
  /** Days that daily counts are kept; grows when a model needs more. */
  retentionDays: number;
  /** The first day that daily counts are kept of, where some were let go; 0 before. */
  countsFrom: number;
  passiveEvents: ReadonlySet<string>;
  onSumRefused?: () => void;
}

const MERGE_NOT_ALLOWED =
  'joining two known users needs a secret key, got a write key: send this alias from your back end with a secret key';

const ERASED =
  'the message must not be of somebody who was erased after it happened, got one: drop it, it is not stored';

const ANOTHER_USER =
  'previousId must not be a user whose token the message does not bring, got a known user: send an anonymous id, or this alias from your back end with a secret key';

export function createAppendGroup(
  db: Database,
  tables: ProjectTables,
  settings: AppendSettings,
): AppendGroup {
  const { seen, quarantine, resolver, tombstones, caps, profiles } = tables;
  const addMerge = db.prepare<[number, string, string]>(
    "INSERT INTO audit (at, actor, action, subject) VALUES (?, ?, 'users-merged', ?)",
  );
  const storeMessage = createStoreMessage(db, tables, settings);

  function refuse(refused: RefusedMessage, replayOf: number | undefined): AppendOutcome {
    const { messageId, code, reason: message } = refused;
    if (messageId !== undefined && seen.has(toMessageKey(messageId).key))
      return { status: 'duplicate', messageId };
    if (replayOf === undefined) quarantine.add(refused);
    else quarantine.keep(replayOf, refused);
    return messageId === undefined
      ? { status: 'rejected', code, message }
      : { status: 'rejected', messageId, code, message };
  }

  /** Of somebody who was erased since: kept nowhere, not in the quarantine either. */
  function forget(messageId: string, replayOf: number | undefined): AppendOutcome {
    if (replayOf !== undefined) quarantine.remove(replayOf);
    return seen.has(toMessageKey(messageId).key)
      ? { status: 'duplicate', messageId }
      : { status: 'rejected', messageId, code: 'erased', message: ERASED };
  }

  function append(item: AppendItem): AppendOutcome {
    const { replayOf } = item;
    const outcome = 'received' in item ? receive(item.received, replayOf) : refuse(item.refused, replayOf);
    if (replayOf !== undefined && outcome.status !== 'rejected') quarantine.remove(replayOf);
    return outcome;
  }

  function receive(received: ReceivedMessage, replayOf: number | undefined): AppendOutcome {
    const { message, messageId, receivedAt } = received;
    const times = { timestamp: message.timestamp, sentAt: message.sentAt, receivedAt };
    if (tombstones.covers(message, correctTime(times))) return forget(messageId, replayOf);
    const placed = placeMessage(times, settings);
    if (!placed.ok)
      return refuse({ ...toRefused(received), code: placed.code, reason: placed.message }, replayOf);
    const joins = message.type === 'alias' && resolver.joinsKnownUsers(message);
    if (joins && !received.trusted) {
      return refuse(
        { ...toRefused(received), code: 'merge_not_allowed', reason: MERGE_NOT_ALLOWED },
        replayOf,
      );
    }
    if (received.provesUsers && resolver.namesAnotherUser(message)) {
      return refuse({ ...toRefused(received), code: 'unverified_user', reason: ANOTHER_USER }, replayOf);
    }
    const excess = caps.findExcess(received, () => resolver.isNobody(message));
    if (excess !== undefined) return refuse({ ...toRefused(received), ...excess }, replayOf);
    const outcome = store({ received, key: toMessageKey(messageId), moment: placed.moment });
    if (joins && outcome.status === 'accepted') addMerge.run(receivedAt, received.keyId, messageId);
    return outcome;
  }

  function store(arrival: Arrival): AppendOutcome {
    const { key, received } = arrival;
    const { messageId } = received;
    if (!seen.add(key.key, settings.dayOf(received.receivedAt))) return { status: 'duplicate', messageId };
    const before = profiles.countCreated();
    storeMessage(arrival);
    caps.note(received, profiles.countCreated() - before);
    return { status: 'accepted', messageId };
  }

  return (items) => {
    const outcomes = items.map(append);
    tables.flush();
    return outcomes;
  };
}

/** A message that is new and in its time. */
export interface Arrival {
  received: ReceivedMessage;
  key: MessageKey;
  moment: Moment;
}

function toRefused({
  messageId,
  receivedAt,
  keyId,
  raw,
  sent,
}: ReceivedMessage): Omit<RefusedMessage, 'code' | 'reason'> {
  return { messageId, receivedAt, keyId, raw, ...(sent !== undefined && { sent }) };
}
