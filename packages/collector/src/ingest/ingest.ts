import type { MessageType } from '@ardent/core';

/** One HTTP request to an ingestion route, as bytes: it is decoded when its turn comes. */
export interface IngestRequest {
  /** The route's message type; `batch` and `import` bodies hold many. */
  route: MessageType | 'batch' | 'import';
  /** Key from Basic, Bearer, `?writeKey=` or `X-Write-Key`; absent: it stands in the body. */
  key?: string;
  body: Uint8Array;
  origin?: string;
  userAgent?: string;
  /** Milliseconds since 1970 UTC. */
  receivedAt: number;
  /** Names the request in the log. */
  requestId?: string;
}

/** The finished answer: exactly 200 once everything is durable, else an error with what to do. `body` is JSON. */
export interface IngestAnswer {
  status: 200 | 400 | 401 | 403 | 413 | 429 | 503;
  body: string;
  retryAfterSeconds?: number;
}

/** Takes requests, answers when they are durable. Never rejects: failures are answers. */
export interface Ingest {
  ingest(request: IngestRequest): Promise<IngestAnswer>;
}
