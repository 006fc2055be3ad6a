import { CollectorError } from '../collector-error.ts';
import { createSenderReader } from '../ingest/read-sender.ts';
import { replayRejected } from '../ingest/replay-rejected.ts';
import { createWriteMetrics } from '../metrics/write-metrics.ts';
import type { KeyLookup, Project } from '../storage/control-storage.ts';
import type { ProjectWriter, WriterObserver } from '../storage/project-storage.ts';
import { createRetentionSchedule } from './retention-schedule.ts';
import { toAppendResult } from './to-append-result.ts';
import type { WriteSide } from './write-side.ts';

export interface WriteSideOptions {
  keys: KeyLookup;
  /** Opens the writer of a project's file; called once per project. */
  openWriter(project: Project, observer: WriterObserver): ProjectWriter;
  /** Told of what could not be taken away. */
  onError(error: unknown): void;
  /** Milliseconds since 1970 UTC. */
  now(): number;
}

/** The write side in the calling thread. */
export function createWriteSide({ keys, openWriter, onError, now }: WriteSideOptions): WriteSide {
  const writers = new Map<string, ProjectWriter>();
  const metrics = createWriteMetrics(now);
  const retention = createRetentionSchedule(onError);

  function writerOf(projectId: string): ProjectWriter {
    const open = writers.get(projectId);
    if (open !== undefined) return open;
    const project = keys.findProject(projectId);
    if (project === undefined) throw unknownProject(projectId);
    const writer = openWriter(project, metrics.observerOf(projectId));
    writers.set(projectId, writer);
    retention.add(writer, (hasFailed) => metrics.noteRetention(projectId, hasFailed));
    return writer;
  }

  const readSender = createSenderReader();
  return {
    async append({ projectId, items }) {
      const result = toAppendResult(await writerOf(projectId).append(items));
      metrics.countResult(projectId, result);
      return result;
    },
    readMetrics: () => metrics.read(),
    async openProject(projectId) {
      writerOf(projectId);
    },
    publishModel: async (projectId, request) => writerOf(projectId).publishModel(request),
    addVersion: async (projectId, request) => writerOf(projectId).addVersion(request),
    publishVersion: async (projectId, request) => writerOf(projectId).publishVersion(request),
    setOutcomes: async (projectId, request) => writerOf(projectId).setOutcomes(request),
    setProbability: async (projectId, request) => writerOf(projectId).setProbability(request),
    settleScores: async (projectId) => writerOf(projectId).settleScores(),
    replayRejected: async (projectId, filter) =>
      replayRejected(writerOf(projectId), filter, { keys, readSender, now }),
    eraseProfile: async (projectId, request) => writerOf(projectId).eraseProfile(request),
    async checkHealth() {
      await Promise.all([...writers.values()].map((writer) => writer.check()));
    },
    async close() {
      retention.stop();
      await Promise.all([...writers.values()].map((writer) => writer.close()));
      writers.clear();
    },
  };
}

function unknownProject(projectId: string): CollectorError {
  return new CollectorError({
    code: 'unknown_project',
    message: `projectId must name a project, got ${JSON.stringify(projectId)}`,
    hint: 'see ardent keys for the projects there are',
  });
}
