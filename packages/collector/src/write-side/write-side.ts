import type { ReplayResult } from '../ingest/replay-rejected.ts';
import type { MetricSnapshot } from '../metrics/write-metrics.ts';
import type { AppendBatch, AppendResult } from '../storage/append.ts';
import type { EraseProfile, ErasureReceipt } from '../storage/erasure.ts';
import type { ListedVersion, NewVersion, PublishVersion, SetOutcomes } from '../storage/model-work.ts';
import type { ModelVersion, PublishModel, RejectedFilter } from '../storage/project-storage.ts';
import type { SetProbability } from '../storage/version-probability.ts';

/** Whatever writes project files: in this thread, or in one of its own. */
export interface WriteSide {
  /** Appends a request's messages; resolves once they are durable. @throws CollectorError saying what keeps them from it. */
  append(batch: AppendBatch): Promise<AppendResult>;
  /**
   * Opens a project's file: makes or migrates it, so that it can be read.
   *
   * @throws CollectorError if the file can't be used or the project is unknown.
   */
  openProject(projectId: string): Promise<void>;
  /** @throws CollectorError `unknown_model`, or whatever keeps it from being stored. */
  publishModel(projectId: string, request: PublishModel): Promise<ModelVersion>;
  /** @throws CollectorError `unknown_model`, or whatever keeps it from being stored. */
  addVersion(projectId: string, request: NewVersion): Promise<ListedVersion>;
  /** @throws CollectorError `unknown_version`, `version_outdated`, or whatever keeps it from being stored. */
  publishVersion(projectId: string, request: PublishVersion): Promise<ListedVersion>;
  /** @throws CollectorError saying what keeps them from being stored. */
  setOutcomes(projectId: string, request: SetOutcomes): Promise<void>;
  /** Of a version that there is. @throws CollectorError saying what keeps it from being stored. */
  setProbability(projectId: string, request: SetProbability): Promise<void>;
  /** Brings a project's score rows up to date. @throws CollectorError */
  settleScores(projectId: string): Promise<void>;
  /** Tries rejected messages again. @throws CollectorError saying what keeps them from being stored. */
  replayRejected(projectId: string, filter: RejectedFilter): Promise<ReplayResult>;
  /** What the writers did so far, as prom-client's own JSON. */
  readMetrics(): Promise<MetricSnapshot[]>;
  /** Takes a person out of a project; undefined if nobody has that id. @throws CollectorError */
  eraseProfile(projectId: string, request: EraseProfile): Promise<ErasureReceipt | undefined>;
  /** Commits a small durable write to every open project. @throws CollectorError saying what keeps one from it. */
  checkHealth(): Promise<void>;
  /** Answers what it has taken, then closes all files. */
  close(): Promise<void>;
}
