import { describe, expect, test } from 'vitest';
import type { JobJson } from '../../src/http/json/job-json.ts';
import type { ProbabilityJson, VersionProbabilityJson } from '../../src/http/json/probability-json.ts';
import type { ScoreJson } from '../../src/http/json/score-json.ts';
import { TASKS_MODEL } from './judged-people.ts';
import { DAY_MS, NOW, SECRET_KEY } from './open-collector.ts';
import {
  backtest,
  CANCELLED,
  openJudged,
  openWithProbability,
  pathOf,
  publish,
  SIZE,
  scoreOf,
  setFrom,
  setOutcomes,
} from './open-judged.ts';
import { sendJson } from './send-json.ts';

const TODAY = new Date(NOW).toISOString().slice(0, 10);

describe('a probability that a backtest bears out', () => {
  test('comes with each score of today, falls as the score rises, and says how reliable it is', async () => {
    const { collector, staying, cancelled, set } = await openWithProbability();
    expect(set).toMatchObject({
      modelId: 'main',
      version: 2,
      outcome: 'cancelled',
      withinDays: 28,
      signalsLeftOut: [],
      basis: { n: SIZE, happened: cancelled.size, day: TODAY, setAt: new Date(NOW).toISOString() },
    });
    expect((await collector.read(pathOf(2))).body).toEqual(set);
    const { basis } = set;
    expect(basis.aucLow).toBeGreaterThan(0.5);
    expect(basis.auc).toBeGreaterThan(basis.recencyAuc);
    expect(basis.brier).toBeLessThan(basis.brierOfRatio);
    const mean = (pick: (bin: ProbabilityJson['alike']) => number) =>
      basis.reliability.reduce((sum, bin) => sum + bin.n * pick(bin), 0) / SIZE;
    expect(mean(({ observed }) => observed)).toBeCloseTo(cancelled.size / SIZE, 12);
    expect(Math.abs(mean(({ predicted, observed }) => predicted - observed))).toBeLessThan(0.03);
    const told: [score: number, value: number][] = [];
    for (const userId of staying) {
      const { score, probability, probabilityProblem } = await scoreOf(collector, userId);
      if (probability === null) expect.fail(`${userId}: ${probabilityProblem}`);
      expect(probability).toMatchObject({ outcome: 'cancelled', withinDays: 28, basis });
      expect(basis.reliability).toContainEqual(probability.alike);
      told.push([score, probability.value]);
    }
    const values = told.toSorted(([a], [b]) => a - b).map(([, value]) => value);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect((values[0] ?? 0) - (values.at(-1) ?? 1)).toBeGreaterThan(0.3);
  });

  test('of good news rises with the score; the last one that was set holds', async () => {
    const { collector, staying } = await openWithProbability();
    const { jobId, result } = await backtest(collector, { version: 2 });
    expect(result).toMatchObject({ outcome: 'stayed', probabilityProblem: null });
    const { body } = await setFrom(collector, 2, jobId);
    expect(body).toMatchObject({ outcome: 'stayed', basis: { happened: result?.['good'] } });
    const scores = await Promise.all(staying.map((userId) => scoreOf(collector, userId)));
    const values = scores.toSorted((a, b) => a.score - b.score).map(({ probability }) => probability?.value);
    expect(values).toEqual(values.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
    expect(values[0]).toBeLessThan(values.at(-1) ?? 0);
  });

  test('rests on the score without signals of outcome events', async () => {
    const { collector, staying } = await openJudged();
    const leaving = { key: 'leaving', event: CANCELLED.event, weight: -50, perDay: 'linear' };
    await publish(collector, { ...TASKS_MODEL, signals: [...TASKS_MODEL.signals, leaving] });
    const values: number[] = [];
    for (const version of [2, 3]) {
      const { jobId } = await backtest(collector, { version, outcome: 'cancelled' });
      expect((await setFrom(collector, version, jobId)).status).toBe(200);
      const { probability } = await scoreOf(collector, staying[0] ?? '', `?version=${version}`);
      values.push(probability?.value ?? Number.NaN);
    }
    expect(values[1]).toBeCloseTo(values[0] ?? 0, 9);
    expect((await collector.read<VersionProbabilityJson>(pathOf(3))).body.signalsLeftOut).toEqual([
      'leaving',
    ]);
  });
});

describe('there is none, and it is said why', () => {
  test('of people and days that it was not fitted to', async () => {
    const { collector, staying, cancelled } = await openWithProbability();
    const [someone = ''] = staying;
    const [gone = ''] = cancelled;
    await collector.send([
      { type: 'page', anonymousId: 'visitor', name: 'Home' },
      { type: 'page', userId: gone, name: 'Home', timestamp: new Date(NOW).toISOString() },
    ]);
    const why = async (path: string) =>
      (await collector.read<ScoreJson>(`/v1/${path}/score`)).body.probabilityProblem;
    expect(await why('anonymous/visitor')).toContain('fitted to known people, and this one is anonymous');
    expect(await why(`profiles/${gone}`)).toContain('people who had not cancelled yet, and this one has');
    const past = new Date(NOW - 3 * DAY_MS).toISOString().slice(0, 10);
    const then = await scoreOf(collector, someone, `?at=${past}`);
    expect(then).toMatchObject({ probability: null, probabilityProblem: expect.stringContaining(past) });
    collector.clock.now += 28 * DAY_MS;
    expect(await why(`profiles/${someone}`)).toContain('active in the last 28 days, and this one was not');
  });

  test('under a version that it was not fitted to: a new one has none until it is judged itself', async () => {
    const { collector, staying } = await openWithProbability();
    await publish(collector, { ...TASKS_MODEL, target: 20 });
    const { probability, probabilityProblem } = await scoreOf(collector, staying[0] ?? '');
    expect([probability, probabilityProblem]).toEqual([
      null,
      'There is none: no backtest of version 3 of model main has set one.',
    ]);
    expect((await scoreOf(collector, staying[0] ?? '', '?version=2')).probability).not.toBeNull();
    const { jobId } = await backtest(collector, { version: 2, outcome: 'cancelled' });
    expect(await setFrom(collector, 3, jobId)).toMatchObject({
      status: 409,
      body: { code: 'no_probability', detail: expect.stringContaining('judged another model') },
    });
    expect(await collector.read(pathOf(3))).toMatchObject({
      status: 404,
      body: { code: 'probability_not_found' },
    });
  });

  test('once the outcome is another one', async () => {
    const { collector, staying } = await openWithProbability();
    for (const outcomes of [[{ ...CANCELLED, event: 'Left' }], [{ ...CANCELLED, once: false }], []]) {
      await setOutcomes(collector, outcomes);
      const { probability, probabilityProblem } = await scoreOf(collector, staying[0] ?? '');
      expect(probability).toBeNull();
      expect(probabilityProblem).toContain('the outcome is another one since');
    }
    await setOutcomes(collector, [CANCELLED]);
    expect((await scoreOf(collector, staying[0] ?? '')).probability).not.toBeNull();
  });

  test('once it is taken away', async () => {
    const { collector, staying } = await openWithProbability();
    const remove = () =>
      collector.app.request(pathOf(2), {
        method: 'DELETE',
        headers: { authorization: `Bearer ${SECRET_KEY}` },
      });
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
    expect((await scoreOf(collector, staying[0] ?? '')).probability).toBeNull();
    const { body } = await collector.read<{ data: object[] }>('/v1/audit');
    const actor = (await collector.control.findStoredKey(SECRET_KEY))?.keyId;
    for (const action of ['probability-set', 'probability-removed']) {
      const entry = { at: new Date(NOW).toISOString(), actor, action, subject: 'main v2', reason: null };
      expect(body.data).toContainEqual(entry);
    }
  });

  test('where chance alone decides who leaves', async () => {
    const { collector, staying } = await openJudged(false);
    const job = await backtest(collector, { version: 2, outcome: 'cancelled' });
    const problem = expect.stringMatching(/chance|last active|overall ratio/);
    expect(job.result).toMatchObject({ n: SIZE, probabilityProblem: problem });
    expect(await setFrom(collector, 2, job.jobId)).toMatchObject({
      status: 409,
      body: { code: 'no_probability', detail: problem },
    });
    expect((await scoreOf(collector, staying[0] ?? '')).probability).toBeNull();
  });

  test('from what is no backtest that is done', async () => {
    const { collector } = await openJudged();
    const asked = await sendJson<JobJson>(collector, 'POST', {
      path: '/v1/models/main/target',
      body: { version: 2 },
    });
    expect(await setFrom(collector, 2, asked.body.jobId)).toMatchObject({
      status: 409,
      body: { code: 'no_probability' },
    });
    expect(await setFrom(collector, 2, 'none')).toMatchObject({
      status: 404,
      body: { code: 'job_not_found' },
    });
    const { jobId } = await backtest(collector, { version: 2, outcome: 'cancelled' });
    expect((await setFrom(collector, 9, jobId)).body.code).toBe('version_not_found');
  });
});
