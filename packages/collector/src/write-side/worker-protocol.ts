import type { ReplayResult } from '../ingest/replay-rejected.ts';
import type { MetricSnapshot } from '../metrics/write-metrics.ts';
import type { AppendResult } from '../storage/append.ts';
import type { EraseProfile, ErasureReceipt } from '../storage/erasure.ts';
import type { ListedVersion, NewVersion, PublishVersion, SetOutcomes } from '../storage/model-work.ts';
import type { ModelVersion, PublishModel, RejectedFilter } from '../storage/project-storage.ts';
import type { SetProbability } from '../storage/version-probability.ts';
import type { PackedAppends } from './packed-appends.ts';

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

/** What the write worker is asked, several batches in one post. */
export type WorkerTask =
  | { type: 'append'; appends: PackedAppends }
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
  readMetrics: MetricSnapshot[];
  eraseProfile: ErasureReceipt | undefined;
  checkHealth: undefined;
  close: undefined;
}

export type CallResult = CallResults[keyof CallResults];

/** What it reports back. */
export type WorkerReport =
  | { type: 'appended'; results: [id: number, result: AppendResult | FailedCall][] }
  | { type: 'done'; id: number; result: CallResult }
  | { type: 'failed'; id: number; error: FailedCall }
  | { type: 'error'; error: FailedCall };

/** A CollectorError, or another error with `code` null, as it crosses between threads. */
export interface FailedCall {
  code: string | null;
  message: string;
  hint: string;
  stack: string | undefined;
}
