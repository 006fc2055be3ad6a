import type { KeyGrant, KeyLookup, TokenSecret } from '../storage/control-storage.ts';
import type {
  AppendItem,
  AppendOutcome,
  ProjectWriter,
  RejectedFilter,
  RejectedMessage,
} from '../storage/project-storage.ts';
import { checkMessages } from './check-messages.ts';
import type { Sender } from './read-sender.ts';
import { readSentFacts } from './sent-facts.ts';

/** What became of the messages that were taken out of the quarantine and tried again. */
export interface ReplayResult {
  accepted: number;
  duplicates: number;
  /** Still bad: they stay, with the reason they have now. */
  rejected: number;
  /** Not kept in full, because they were too large: they stay. */
  unplayable: number;
}

export interface ReplayTools {
  keys: KeyLookup;
  readSender(userAgent: string): Sender;
  /** Milliseconds since 1970 UTC. */
  now(): number;
}

// Small enough that what is sent meanwhile waits for no more than a usual group.
const PAGE = 500;

/**
 * Sends rejected messages through the checks of today, the oldest first, as if they had just come with what their
 * request said and what their key allows: nothing gains rights by being replayed.
 */
export async function replayRejected(
  writer: ProjectWriter,
  filter: RejectedFilter,
  tools: ReplayTools,
): Promise<ReplayResult> {
  const result: ReplayResult = { accepted: 0, duplicates: 0, rejected: 0, unplayable: 0 };
  const [newest] = await writer.listRejected(filter, { limit: 1 });
  for (let after = 0; newest !== undefined && after < newest.id; ) {
    const page = await writer.listRejected(filter, { after, limit: PAGE });
    const known = page.filter(({ id }) => id <= newest.id);
    const playable = known.filter(({ raw }) => raw !== undefined);
    result.unplayable += known.length - playable.length;
    const items = playable.flatMap((rejected) => toItem(rejected, tools));
    for (const outcome of await writer.append(items)) countOutcome(outcome, result);
    after = page.at(-1)?.id ?? newest.id;
  }
  return result;
}

/**
 * A receipt that is yet to come is the mark of a clock that had jumped ahead: when the message came is not known, now is
 * the latest it can have been. One by a clock that lagged has no mark: it would look like a sender's clock that is fast.
 */
function toItem(rejected: RejectedMessage, { keys, readSender, now }: ReplayTools): AppendItem[] {
  const { imported, sender, ...envelope } = readSentFacts(rejected.sent);
  const receivedAt = Math.min(rejected.receivedAt, now());
  const items = checkMessages(
    { ...envelope, messages: [rejected.raw] },
    {
      request: {
        route: imported ? 'import' : 'batch',
        body: new Uint8Array(),
        receivedAt,
      },
      sizeBytes: rejected.sizeBytes ?? 0,
      grant: keys.findGrant(rejected.keyId) ?? withoutRights(rejected.keyId),
      readSender,
      ...(sender !== undefined && { sender }),
      findTokenSecret: (keyId): TokenSecret | undefined => keys.findTokenSecret(keyId),
    },
  );
  const isReceiptKnown = receivedAt === rejected.receivedAt;
  return items.map((item) => ({
    ...(isReceiptKnown ? item : withoutSentAt(item)),
    replayOf: rejected.id,
  }));
}

/** The sender's clock can't be corrected by a receipt that is not known. */
function withoutSentAt(item: AppendItem): AppendItem {
  if (!('received' in item)) return item;
  const { sentAt: _, ...message } = item.received.message;
  return { ...item, received: { ...item.received, message } };
}

/** Of a key that is known no more. */
function withoutRights(keyId: string): KeyGrant {
  return {
    keyId,
    projectId: '',
    kind: 'write',
    scopes: [],
    allowedOrigins: null,
    requireUserToken: true,
    requestsPerMinute: null,
  };
}

function countOutcome({ status }: AppendOutcome, result: ReplayResult): void {
  if (status === 'accepted') result.accepted++;
  else if (status === 'duplicate') result.duplicates++;
  else result.rejected++;
}
