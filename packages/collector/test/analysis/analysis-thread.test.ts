import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultModel } from '@ardent/core';
import { expect, onTestFinished, test } from 'vitest';
// The thread runs the built file.
import { openAnalysis } from '../../dist/open-analysis.js';
import type { BacktestTask, PreviewTask } from '../../src/analysis/analysis-task.ts';
import type { Jobs } from '../../src/analysis/create-jobs.ts';
import { runAnalysis } from '../../src/analysis/run-analysis.ts';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import { DAY_MS, item, NOON } from '../storage/messages.ts';

async function fillProject(): Promise<{ path: string; jobs: Jobs }> {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-analysis-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'project.db');
  const writer = openProjectWriter({ path, timeZone: 'UTC', now: () => NOON });
  const people = Array.from({ length: 30 }, (_, i) => `user-${i}`);
  for (let day = 0; day < 70; day += 3) {
    await writer.append(
      people.flatMap((userId, i) =>
        day % (i + 1) === 0 ? [item({ userId, event: 'Opened', timestamp: NOON - day * DAY_MS })] : [],
      ),
    );
  }
  await writer.close();
  const jobs = openAnalysis(
    { thread: 'own', pathOf: (projectId) => (projectId === 'default' ? path : 'nowhere.db') },
    Date.now,
  );
  onTestFinished(() => jobs.close());
  return { path, jobs };
}

const day = new Date(NOON).toISOString().slice(0, 10);

async function tasksFor(path: string): Promise<[PreviewTask, BacktestTask]> {
  const reader = openProjectReader(path);
  const version = await reader.findModel();
  await reader.close();
  if (version === undefined) expect.fail('a new project has a model');
  const current = { definition: version.definition, signalIds: version.signalIds };
  const model = { definition: { ...defaultModel(), target: 7 }, signalIds: version.signalIds };
  const question = { outcome: null, leftOut: [], day, horizonDays: 14, seed: 1 };
  return [
    { kind: 'preview', current, model, day },
    { kind: 'backtest', current, model, ...question },
  ];
}

test('a thread finds what this one does', async () => {
  const { path, jobs } = await fillProject();
  for (const task of await tasksFor(path)) {
    const job = jobs.start('default', task);
    if (job === undefined) expect.fail('it is taken');
    await jobs.ended(job);
    const reader = openProjectReader(path);
    const result = await runAnalysis(reader, task, () => undefined);
    expect(job).toMatchObject({ state: 'done', problem: null, readRatio: 1, result });
    await reader.close();
  }
});

test('what goes wrong in it is said, and the next job runs', async () => {
  const { path, jobs } = await fillProject();
  const [task] = await tasksFor(path);
  const lost = jobs.start('lost', task);
  const next = jobs.start('default', task);
  if (lost === undefined || next === undefined) expect.fail('both are taken');
  await Promise.all([jobs.ended(lost), jobs.ended(next)]);
  expect(lost).toMatchObject({
    state: 'failed',
    result: null,
    problem: expect.stringContaining('nowhere.db'),
  });
  expect(next.state).toBe('done');
});
