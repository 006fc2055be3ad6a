import type { JsonObject, Message } from '@ardent/core';
import { parseJson } from '../ingest/decode-body.ts';
import { readEnvelope } from '../ingest/read-envelope.ts';
import { fromMessageRow, type MessageRow, toMessageRow } from '../sqlite/project/message-row.ts';
import type { AppendBatch } from '../storage/append.ts';
import type { AppendItem, ReceivedMessage, RefusedMessage } from '../storage/project-storage.ts';

/** Batches as they cross between threads: flat, their bodies end to end in one buffer, which changes hands. */
export interface PackedAppends {
  batches: PackedBatch[];
  bodies: ArrayBuffer;
}

export interface NumberedBatch {
  id: number;
  batch: AppendBatch;
}

interface PackedBatch {
  id: number;
  projectId: string;
  route: AppendBatch['route'];
  sizeBytes: number;
  items: PackedItem[];
}

/** What was sent stays in the body. */
type PackedItem = PackedReceived | Omit<RefusedMessage, 'raw'>;

type PackedReceived = [
  messageId: string,
  receivedAt: number,
  trusted: boolean,
  provesUsers: boolean,
  imported: boolean,
  isBot: boolean,
  keyId: string,
  sent: JsonObject | undefined,
  message: MessageRow,
];

export function packAppends(numbered: readonly NumberedBatch[]): PackedAppends {
  const sizeBytes = numbered.reduce((sum, { batch }) => sum + batch.body.byteLength, 0);
  const bodies = new Uint8Array(sizeBytes);
  let start = 0;
  const batches = numbered.map(({ id, batch: { projectId, route, items, body } }) => {
    bodies.set(body, start);
    start += body.byteLength;
    return { id, projectId, route, sizeBytes: body.byteLength, items: items.map(packItem) };
  });
  return { batches, bodies: bodies.buffer };
}

export function unpackAppends({ batches, bodies }: PackedAppends): NumberedBatch[] {
  let start = 0;
  return batches.map(({ id, projectId, route, sizeBytes, items }) => {
    const body = new Uint8Array(bodies, start, sizeBytes);
    start += sizeBytes;
    const sentOf = createRereading(route, body);
    const unpacked = items.map((item, index) => unpackItem(item, { index, sentOf }));
    return { id, batch: { projectId, route, body, items: unpacked } };
  });
}

function packItem(item: AppendItem): PackedItem {
  if ('refused' in item) {
    const { raw: _, ...refused } = item.refused;
    return refused;
  }
  const { received } = item;
  return [
    received.messageId,
    received.receivedAt,
    received.trusted,
    received.provesUsers ?? false,
    received.imported,
    received.isBot,
    received.keyId,
    received.sent,
    toMessageRow(received.message),
  ];
}

interface Place {
  index: number;
  sentOf: (index: number) => unknown;
}

function unpackItem(item: PackedItem, place: Place): AppendItem {
  if (Array.isArray(item)) return { received: new UnpackedMessage(item, place) };
  const refused = { ...item, raw: place.sentOf(place.index) };
  return { refused };
}

/** Few are refused only once their place in the project is known: what they were sent as is read again then. */
class UnpackedMessage implements ReceivedMessage {
  readonly messageId: string;
  readonly receivedAt: number;
  readonly trusted: boolean;
  readonly provesUsers: boolean;
  readonly imported: boolean;
  readonly isBot: boolean;
  readonly keyId: string;
  readonly sent?: JsonObject;
  readonly message: Message;
  readonly #place: Place;

  constructor(packed: PackedReceived, place: Place) {
    this.messageId = packed[0];
    this.receivedAt = packed[1];
    this.trusted = packed[2];
    this.provesUsers = packed[3];
    this.imported = packed[4];
    this.isBot = packed[5];
    this.keyId = packed[6];
    if (packed[7] !== undefined) this.sent = packed[7];
    this.message = fromMessageRow(packed[8]);
    this.#place = place;
  }

  get raw(): unknown {
    return this.#place.sentOf(this.#place.index);
  }
}

/** A body's messages, parsed when the first is asked for. */
function createRereading(route: AppendBatch['route'], body: Uint8Array): (index: number) => unknown {
  let messages: readonly unknown[] | undefined;
  return (index) => {
    messages ??= readEnvelope(route, parseJson(body)).messages;
    return messages[index];
  };
}
