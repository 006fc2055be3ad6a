import type { AppendException, AppendResult } from '../storage/append.ts';
import type { AppendItem } from '../storage/project-storage.ts';

/** What somebody who watches is told of one message. */
export interface LiveMessage {
  status: 'accepted' | 'duplicate' | 'rejected';
  messageId: string | null;
  type: string | null;
  event: string | null;
  userId: string | null;
  anonymousId: string | null;
  receivedAt: string;
  /** Of a rejected one. */
  code: string | null;
  reason: string | null;
}

// A screen shows no more, and one import must not crowd out everything else.
const MOST_OF_A_REQUEST = 100;

/** The last messages of a request, with what has become of them. */
export function toLiveMessages(items: readonly AppendItem[], { exceptions }: AppendResult): LiveMessage[] {
  const first = Math.max(0, items.length - MOST_OF_A_REQUEST);
  const outcomes = new Map(exceptions.map(({ index, outcome }) => [index, outcome]));
  return items.slice(first).map((item, index) => toLiveMessage(item, outcomes.get(first + index)));
}

function toLiveMessage(item: AppendItem, outcome: AppendException['outcome'] | undefined): LiveMessage {
  const message = 'received' in item ? item.received.message : undefined;
  const { messageId, receivedAt } = 'received' in item ? item.received : item.refused;
  const rejected = outcome?.status === 'rejected' ? outcome : undefined;
  return {
    status: outcome?.status ?? 'accepted',
    messageId: messageId ?? null,
    type: message?.type ?? null,
    event: message?.event ?? null,
    userId: message?.userId ?? null,
    anonymousId: message?.anonymousId ?? null,
    receivedAt: new Date(receivedAt).toISOString(),
    code: rejected?.code ?? null,
    reason: rejected?.message ?? null,
  };
}
