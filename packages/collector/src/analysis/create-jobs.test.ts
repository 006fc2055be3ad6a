import { expect, test } from 'vitest';
import type { AnalysisTask, TargetTask } from './analysis-task.ts';
import { createJobs, type OnRead, type RunningTask } from './create-jobs.ts';
import type { ProposedTarget } from './propose-target.ts';

const task = (horizonDays: number): TargetTask => ({
  kind: 'target',
  model: {
    definition: { name: 'M', decay: { type: 'window', days: 7 }, target: 1, signals: [] },
    signalIds: [],
  },
  day: '2026-01-01',
  horizonDays,
});
const found: ProposedTarget = { target: 1, n: 50, day: '2026-01-01', how: '' };

/** Tasks that end when they are told to. */
function setUp() {
  const begun: { task: AnalysisTask; onRead: OnRead; end(): void; fail(): void; isStopped: boolean }[] = [];
  const run = (_: string, one: AnalysisTask, onRead: OnRead): RunningTask => {
    let stop: () => void = () => undefined;
    const result = new Promise<ProposedTarget>((resolve, reject) => {
      const entry = {
        task: one,
        onRead,
        end: () => resolve(found),
        fail: () => reject(new Error('the file is gone')),
        isStopped: false,
      };
      begun.push(entry);
      stop = () => {
        entry.isStopped = true;
        reject(new Error('stopped'));
      };
    });
    return { result, stop: () => stop() };
  };
  return { begun, jobs: createJobs(run, () => 7) };
}

test('one runs at a time, the others wait their turn', async () => {
  const { begun, jobs } = setUp();
  const [first, second] = [jobs.start('p', task(1)), jobs.start('p', task(2))];
  if (first === undefined || second === undefined) expect.fail('both are taken');
  expect([first.state, second.state, begun.length]).toEqual(['running', 'waiting', 1]);
  begun[0]?.end();
  await jobs.ended(first);
  expect(first).toMatchObject({ state: 'done', result: found, endedAt: 7 });
  expect([second.state, begun.length]).toEqual(['running', 2]);
  begun[1]?.fail();
  await jobs.ended(second);
  expect(second).toMatchObject({ state: 'failed', result: null, problem: 'the file is gone' });
});

test('a job says how much it has read', () => {
  const { begun, jobs } = setUp();
  const job = jobs.start('p', task(1));
  expect(job?.readRatio).toBe(0);
  begun[0]?.onRead(0.4);
  expect(job?.readRatio).toBe(0.4);
});

test('the same task is the same job until it has ended; jobs are their own project’s', async () => {
  const { begun, jobs } = setUp();
  const job = jobs.start('p', task(1));
  if (job === undefined) expect.fail('it is taken');
  expect(jobs.start('p', task(1))).toBe(job);
  expect(jobs.start('q', task(1))).not.toBe(job);
  expect(jobs.find('p', job.jobId)).toBe(job);
  expect(jobs.find('q', job.jobId)).toBeUndefined();
  begun[0]?.end();
  await jobs.ended(job);
  expect(jobs.start('p', task(1))).not.toBe(job);
});

test('takes only so many', () => {
  const { jobs } = setUp();
  const taken = Array.from({ length: 20 }, (_, i) => jobs.start('p', task(i)));
  expect(taken.filter((one) => one !== undefined)).toHaveLength(11);
});

test('closing stops what runs', async () => {
  const { begun, jobs } = setUp();
  const job = jobs.start('p', task(1));
  if (job === undefined) expect.fail('it is taken');
  jobs.close();
  await jobs.ended(job);
  expect([begun[0]?.isStopped, job.state]).toEqual([true, 'failed']);
});
