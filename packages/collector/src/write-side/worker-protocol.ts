import type { IngestAnswer, IngestRequest } from '../ingest/ingest.ts';
import type { ReplayResult } from '../ingest/replay-rejected.ts';
import type { LiveMessage } from '../live/live-message.ts';
import type { MetricSnapshot } from '../metrics/write-metrics.ts';
import type { EraseProfile, ErasureReceipt } from '../storage/erasure.ts';
import type { ListedVersion, NewVersion, PublishVersion, SetOutcomes } from '../storage/model-work.ts';
import type { ModelVersion, PublishModel, RejectedFilter } from '../storage/project-storage.ts';
import type { SetProbability } from '../storage/version-probability.ts';

/** Where the write worker finds its files, and how long it keeps what is in them. */
export interface WriteWorkerFiles {
  /** control.db, made and migrated before. */
  controlPath: string;
  /** The folder of the projects' files. */
  projectsDir: string;
  /** The tombstones of erased people. */
  tombstonesPath: string;
  /** Days that raw events are kept; absent: as long as daily counts. */
  eventRetentionDays?: number | undefined;
}

/** What the write worker is asked, several requests in one post. */
export type WorkerTask =
  | { type: 'ingest'; requests: PackedRequests }
  | { type: 'call'; id: number; call: WorkerCall };

export type WorkerCall =
  | { name: 'openProject'; projectId: string }
  | { name: 'publishModel'; projectId: string; request: PublishModel }
  | { name: 'addVersion'; projectId: string; request: NewVersion }
  | { name: 'publishVersion'; projectId: string; request: PublishVersion }
  | { name: 'setOutcomes'; projectId: string; request: SetOutcomes }
  | { name: 'setProbability'; projectId: string; request: SetProbability }
  | { name: 'settleScores'; projectId: string }
  | { name: 'replayRejected'; projectId: string; filter: RejectedFilter }
  | { name: 'watch'; projectId: string; isWatched: boolean }
  | { name: 'readMetrics' }
  | { name: 'eraseProfile'; projectId: string; request: EraseProfile }
  | { name: 'checkHealth' }
  | { name: 'close' };

/** What each call resolves with. */
export interface CallResults {
  openProject: undefined;
  publishModel: ModelVersion;
  addVersion: ListedVersion;
  publishVersion: ListedVersion;
  setOutcomes: undefined;
  setProbability: undefined;
  settleScores: undefined;
  replayRejected: ReplayResult;
  watch: undefined;
  readMetrics: MetricSnapshot[];
  eraseProfile: ErasureReceipt | undefined;
  checkHealth: undefined;
  close: undefined;
}

export type CallResult = CallResults[keyof CallResults];

/** What it reports back. */
export type WorkerReport =
  | { type: 'live'; projectId: string; messages: LiveMessage[] }
  | { type: 'answers'; answers: [id: number, answer: IngestAnswer][] }
  | { type: 'done'; id: number; result: CallResult }
  | { type: 'failed'; id: number; error: FailedCall }
  | { type: 'error'; error: FailedCall; requestId: string | undefined };

/** A CollectorError, or another error with `code` null, as it crosses between threads. */
export interface FailedCall {
  code: string | null;
  message: string;
  hint: string;
  stack: string | undefined;
}

type RequestHead = Omit<IngestRequest, 'body'> & { id: number; sizeBytes: number };

/** Requests with their bodies end to end in one buffer, which changes hands instead of being copied. */
export interface PackedRequests {
  heads: RequestHead[];
  bodies: ArrayBuffer;
}

export type NumberedRequest = { id: number; request: IngestRequest };

export function packRequests(requests: readonly NumberedRequest[]): PackedRequests {
  const sizeBytes = requests.reduce((sum, { request }) => sum + request.body.byteLength, 0);
  const bodies = new Uint8Array(sizeBytes);
  let start = 0;
  const heads = requests.map(({ id, request: { body, ...head } }) => {
    bodies.set(body, start);
    start += body.byteLength;
    return { ...head, id, sizeBytes: body.byteLength };
  });
  return { heads, bodies: bodies.buffer };
}

export function unpackRequests({ heads, bodies }: PackedRequests): NumberedRequest[] {
  let start = 0;
  return heads.map(({ id, sizeBytes, ...head }) => {
    const body = new Uint8Array(bodies, start, sizeBytes);
    start += sizeBytes;
    return { id, request: { ...head, body } };
  });
}
