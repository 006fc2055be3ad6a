import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { AggregatorRegistry, Gauge, Registry } from 'prom-client';
import type { BoundedIngest } from '../ingest/bounded-ingest.ts';
import type { OpenProjects } from '../project/open-project.ts';
import type { Project } from '../storage/control-storage.ts';
import type { WriteSide } from '../write-side/write-side.ts';
import type { MetricSnapshot } from './write-metrics.ts';

export interface MetricsDeps {
  writeSide: Pick<WriteSide, 'readMetrics'>;
  ingest: Pick<BoundedIngest, 'queue'>;
  projects: OpenProjects;
  listProjects(): Promise<Project[]>;
  dataDir: string;
  /** The database file of a project. */
  pathOf(projectId: string): string;
}

/** What Prometheus reads, made anew for each scrape. */
export interface Metrics {
  /** @param projectId leaves out what is said of other projects. */
  read(projectId?: string): Promise<string>;
}

// Well within the ten seconds that Prometheus waits for an answer.
const PATIENCE_MS = 1_000;

export function createMetrics({
  writeSide,
  ingest,
  projects,
  listProjects,
  dataDir,
  pathOf,
}: MetricsDeps): Metrics {
  let lastWritten: MetricSnapshot[] = [];

  /** While the writer is held up, what it said last: a queue that grows must be seen. */
  async function readWritten(): Promise<MetricSnapshot[]> {
    const reading = writeSide.readMetrics().then((written) => {
      lastWritten = written;
    });
    await Promise.race([reading, setTimeout(PATIENCE_MS, undefined, { ref: false })]);
    return lastWritten;
  }

  async function readProjects(registers: Registry[], projectId: string | undefined): Promise<void> {
    const labelNames = ['project'] as const;
    const size = new Gauge({
      name: 'ardent_database_size_bytes',
      help: 'Size of a project on disk, its write-ahead log included.',
      labelNames,
      registers,
    });
    const dropped = new Gauge({
      name: 'ardent_sdk_dropped_events',
      help: 'Events that the SDKs of all browsers report to have dropped, in all.',
      labelNames,
      registers,
    });
    for (const project of await listProjects()) {
      if (projectId !== undefined && project.projectId !== projectId) continue;
      const { reader } = await projects.open(project);
      const path = pathOf(project.projectId);
      size.set({ project: project.projectId }, sizeOf(path) + sizeOf(`${path}-wal`));
      dropped.set({ project: project.projectId }, await reader.countDropped());
    }
  }

  async function readProcess(registers: Registry[]): Promise<void> {
    const gauge = (name: string, help: string, value: number) =>
      new Gauge({ name, help, registers }).set(value);
    const { requests, bytes, oldestMs } = ingest.queue();
    gauge('ardent_queue_requests', 'Requests that wait to be stored.', requests);
    gauge('ardent_queue_bytes', 'Bytes of the requests that wait to be stored.', bytes);
    gauge('ardent_queue_age_seconds', 'How long the oldest of them has waited.', oldestMs / 1000);
    const { bavail, bsize } = await statfs(dataDir);
    gauge('ardent_disk_free_bytes', 'Room on the disk of the data folder.', bavail * bsize);
    gauge('process_resident_memory_bytes', 'Memory of the process.', process.memoryUsage.rss());
    gauge(
      'process_start_time_seconds',
      'Start of the process, in seconds since 1970 UTC.',
      performance.timeOrigin / 1000,
    );
  }

  return {
    async read(projectId) {
      const registry = new Registry();
      await readProjects([registry], projectId);
      await readProcess([registry]);
      const written = (await readWritten()).map((metric) => ofProject(metric, projectId));
      const all = [written, await registry.getMetricsAsJSON()];
      return AggregatorRegistry.aggregate(all).metrics();
    },
  };
}

function ofProject(metric: MetricSnapshot, projectId: string | undefined): MetricSnapshot {
  if (projectId === undefined) return metric;
  return { ...metric, values: metric.values.filter(({ labels }) => labels['project'] === projectId) };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
