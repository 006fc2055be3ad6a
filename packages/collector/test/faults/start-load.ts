import { WRITE_KEY } from '../http/open-collector.ts';

/** One POST of a person's messages: stored as a whole, or not at all. */
export interface SentRequest {
  userId: string;
  messageIds: string[];
  /** Answered with 200: everything of it is durable. */
  isAcknowledged: boolean;
}

export interface IngestAnswer {
  accepted: number;
  duplicates: number;
  rejected: unknown[];
}

export interface Load {
  sent: SentRequest[];
  /** Resolves when nothing is on its way any more: everybody has their answer, or the server is gone. */
  stop(): Promise<void>;
}

export interface LoadOptions {
  /** Distinguishes users and messages from those of other loads on the same data. */
  name: string;
  /** Each sends one request after the other; every second one sends batches of twenty. */
  senders: number;
}

const BATCH_SIZE = 20;

/** Sends as fast as the server answers, until it is stopped or the server is gone. */
export function startLoad(url: string, { name, senders }: LoadOptions): Load {
  const sent: SentRequest[] = [];
  let isRunning = true;

  async function send(sender: number): Promise<void> {
    const size = sender % 2 === 0 ? 1 : BATCH_SIZE;
    for (let n = 0; isRunning; n++) {
      const messageIds = Array.from({ length: size }, (_, index) => `${name}-${sender}-${n}-${index}`);
      const request: SentRequest = { userId: `${name}-user-${sender}`, messageIds, isAcknowledged: false };
      sent.push(request);
      const answer = await postRequest(url, request).catch(() => undefined);
      if (answer === undefined) return;
      request.isAcknowledged = answer.accepted === size;
    }
  }

  const ended = Promise.all(Array.from({ length: senders }, (_, sender) => send(sender)));
  return {
    sent,
    async stop() {
      isRunning = false;
      await ended;
    },
  };
}

/** Sends the messages of a request, the same every time. @throws Error if the answer is no 200, or is cut off. */
export async function postRequest(
  url: string,
  { userId, messageIds }: Pick<SentRequest, 'userId' | 'messageIds'>,
): Promise<IngestAnswer> {
  const batch = messageIds.map((messageId) => ({
    type: 'track',
    event: 'Report Viewed',
    userId,
    messageId,
    properties: { plan: 'trial', rows: 12 },
  }));
  const response = await fetch(`${url}/v1/batch?writeKey=${WRITE_KEY}`, {
    method: 'POST',
    body: JSON.stringify({ batch }),
  });
  const body = (await response.json()) as IngestAnswer;
  if (response.status !== 200) throw new Error(`answered ${response.status}: ${JSON.stringify(body)}`);
  return body;
}
