import {
  Counter,
  Gauge,
  Histogram,
  type MetricObjectWithValues,
  type MetricValue,
  Registry,
} from 'prom-client';
import type { AppendResult } from '../storage/append.ts';
import type { WriterObserver } from '../storage/project-storage.ts';
import type { Retired } from '../storage/retention.ts';

/** One metric with its values, as plain data that crosses between threads. */
export type MetricSnapshot = MetricObjectWithValues<MetricValue<string>>;

/** What is counted where projects are written. */
export interface WriteMetrics {
  observerOf(projectId: string): WriterObserver;
  countResult(projectId: string, result: AppendResult): void;
  noteRetention(projectId: string, hasFailed: boolean): void;
  read(): Promise<MetricSnapshot[]>;
}

// From a fast disk's fsync to the longest that anybody should wait.
const COMMIT_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createWriteMetrics(now: () => number): WriteMetrics {
  const registers = [new Registry()];
  const labelNames = ['project'] as const;
  const accepted = new Counter({
    name: 'ardent_messages_accepted_total',
    help: 'Messages stored since the start.',
    labelNames,
    registers,
  });
  const duplicates = new Counter({
    name: 'ardent_messages_duplicate_total',
    help: 'Messages that had been stored before.',
    labelNames,
    registers,
  });
  const rejected = new Counter({
    name: 'ardent_messages_rejected_total',
    help: 'Messages that were rejected, by reason.',
    labelNames: [...labelNames, 'code'],
    registers,
  });
  const lastEvent = new Gauge({
    name: 'ardent_last_event_timestamp_seconds',
    help: 'When a message was last stored, in seconds since 1970 UTC; absent until the first since the start.',
    labelNames,
    registers,
  });
  const sums = new Counter({
    name: 'ardent_sum_values_refused_total',
    help: 'Values that a signal should sum, but that are no number up to 1e12 in size.',
    labelNames,
    registers,
  });
  const commits = new Histogram({
    name: 'ardent_commit_duration_seconds',
    help: 'Time from the start of a group of appends until it was on disk.',
    buckets: COMMIT_BUCKETS,
    labelNames,
    registers,
  });
  const retired = new Counter({
    name: 'ardent_retired_rows_total',
    help: 'Rows that were taken away because of their age, by what they held.',
    labelNames: [...labelNames, 'kind'],
    registers,
  });
  const freed = new Counter({
    name: 'ardent_retired_bytes_total',
    help: 'Bytes by which the files became smaller for it.',
    labelNames,
    registers,
  });
  const failing = new Gauge({
    name: 'ardent_retention_failing',
    help: '1 if what is too old could not be taken away the last time, 0 if it was; absent until the first time.',
    labelNames,
    registers,
  });

  function countRetired(project: string, { freedBytes, ...rows }: Partial<Retired>): void {
    if (freedBytes !== undefined) freed.inc({ project }, freedBytes);
    for (const [kind, count] of Object.entries(rows))
      retired.inc({ project, kind: toSnakeCase(kind) }, count);
  }

  return {
    observerOf(project) {
      const commit = commits.labels(project);
      const sum = sums.labels(project);
      return {
        onCommit: (durationMs) => commit.observe(durationMs / 1000),
        onSumRefused: () => sum.inc(),
        onRetired: (part) => countRetired(project, part),
      };
    },
    countResult(project, result) {
      for (const { outcome } of result.exceptions)
        if (outcome.status === 'rejected') rejected.inc({ project, code: outcome.code });
      if (result.duplicates > 0) duplicates.inc({ project }, result.duplicates);
      if (result.accepted === 0) return;
      accepted.inc({ project }, result.accepted);
      lastEvent.set({ project }, now() / 1000);
    },
    noteRetention: (project, hasFailed) => failing.set({ project }, hasFailed ? 1 : 0),
    read: async () => (await Promise.all(registers.map((one) => one.getMetricsAsJSON()))).flat(),
  };
}

function toSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
