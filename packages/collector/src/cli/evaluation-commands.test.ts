import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { parseModel } from '@ardent/core';
import { describe, expect, it } from 'vitest';
import { lehmer } from '../../test/evaluation/data-of.ts';
import { temporaryFiles } from '../../test/evaluation/temporary-files.ts';
import { main } from './main.ts';

const PEOPLE = 240;

/** People who log in more or less often, and stay the more likely the more they do; the last 40 never logged in. */
function simulateFiles(seed: number): { 'counts.csv.gz': Uint8Array; 'outcomes.csv': string } {
  const random = lehmer(seed);
  const counts = ['user,day,event,count'];
  const outcomes = ['user,at,outcome'];
  for (let person = 0; person < PEOPLE; person++) {
    const habit = person < 200 ? random() : 0;
    for (let day = 1; day <= 30; day++) {
      const date = `2026-04-${String(day).padStart(2, '0')}`;
      if (random() < habit) counts.push(`u${person},${date},Logged In,${1 + Math.floor(random() * 3)}`);
      if (random() < 0.1) counts.push(`u${person},${date},Ticket Created,1`);
    }
    counts.push(`u${person},2026-05-02,Logged In,9`);
    outcomes.push(`u${person},2026-04-30T23:59:59Z,${random() < habit ? 1 : 0}`);
  }
  return { 'counts.csv.gz': gzipSync(counts.join('\n')), 'outcomes.csv': outcomes.join('\n') };
}

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = { out: (text: string) => out.push(text), err: (text: string) => err.push(text) };
  const code = await main(argv, {
    out: (text) => void terminal.out(text),
    err: (text) => void terminal.err(text),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const MODEL = {
  name: 'Hand-set',
  decay: { type: 'window', days: 30 },
  target: 20,
  signals: [
    { key: 'days', event: '*', weight: 1, perDay: { cap: 1 } },
    { key: 'exports', event: 'Exported', weight: 5, perDay: 'linear' },
  ],
};

async function setUp() {
  const pathOf = await temporaryFiles({ ...simulateFiles(4), 'model.json': JSON.stringify(MODEL) });
  const data = ['--counts', pathOf('counts.csv.gz'), '--outcomes', pathOf('outcomes.csv')];
  return { pathOf, data };
}

describe('ardent backtest', () => {
  it('judges a model, and says what of the files and the model went unused', async () => {
    const { pathOf, data } = await setUp();
    const { code, out } = await run('backtest', '--model', pathOf('model.json'), ...data, '--json');
    expect(code).toBe(0);
    const result = JSON.parse(out);
    expect(result).toMatchObject({
      n: PEOPLE,
      rowsAfterAt: PEOPLE,
      rowsWithoutOutcome: 0,
      eventsNotInCounts: ['Exported'],
      eventsNotInModel: [],
      problem: null,
    });
    expect(result.auc).toBeGreaterThan(0.75);
    expect(result.aucLow).toBeLessThan(result.auc);
    expect(Object.keys(result.baselines)).toEqual(['recency', 'count30', 'countAll']);
    const text = await run('backtest', '--model', pathOf('model.json'), ...data);
    expect(text.out).toContain("240 rows after their user's at were not used.");
    expect(text.out).toContain(result.auc.toFixed(3));
  });

  it('refuses a model that counts per event cannot tell', async () => {
    const signals = [{ ...MODEL.signals[0], measure: { distinct: 'context.sessionId' } }];
    const pathOf = await temporaryFiles({ 'model.json': JSON.stringify({ ...MODEL, signals }) });
    const { code, err } = await run(
      'backtest',
      '--model',
      pathOf('model.json'),
      '--counts',
      'c',
      '--outcomes',
      'o',
    );
    expect(code).toBe(1);
    expect(err).toContain('signal days of the model has where, a sum or distinct values');
  });

  it('names a missing option or file', async () => {
    const missing = await run('backtest', '--counts', 'c.csv');
    expect(missing.code).toBe(2);
    expect(missing.err).toContain('--model');
    const { pathOf } = await setUp();
    const absent = await run(
      'backtest',
      '--model',
      pathOf('model.json'),
      '--counts',
      'c',
      '--outcomes',
      '/no/o.csv',
    );
    expect(absent.code).toBe(1);
    expect(absent.err).toContain('cannot open /no/o.csv');
  });
});

describe('ardent calibrate', () => {
  it('writes a marked model that backtest reads', async () => {
    const { pathOf, data } = await setUp();
    const { code, out } = await run('calibrate', ...data, '--out', pathOf('out.json'), '--json');
    expect(code).toBe(0);
    const result = JSON.parse(out);
    expect(result).toMatchObject({
      signal: true,
      signalProblem: null,
      splitBy: 'people',
      folds: 5,
      n: PEOPLE,
    });
    const written = JSON.parse(await readFile(pathOf('out.json'), 'utf8'));
    expect(written.signal).toBe(true);
    expect(written.model).toEqual(result.model);
    expect(parseModel(written.model).ok).toBe(true);
    const judged = await run('backtest', '--model', pathOf('out.json'), ...data, '--json');
    expect(JSON.parse(judged.out).auc).toBeGreaterThan(0.75);
  });

  it('keeps signs, takes folds and seed, and tells people what it proposes', async () => {
    const { pathOf, data } = await setUp();
    const flags = ['--sign', 'Logged In=+', '--sign', 'Ticket Created=-', '--folds', '3', '--seed', '7'];
    const { code, out } = await run('calibrate', ...data, '--out', pathOf('out.json'), ...flags);
    expect(code).toBe(0);
    expect(out).toContain('Signal: the score ranks outcomes.');
    expect(out).toContain('on other people than each model was chosen on, in 3 folds');
    expect(out).toContain(`Written to ${pathOf('out.json')}.`);
    const { model } = JSON.parse(await readFile(pathOf('out.json'), 'utf8'));
    const weightOf = (event: string) =>
      model.signals.find((signal: { event: string }) => signal.event === event).weight;
    expect(weightOf('Logged In')).toBeGreaterThan(0);
    expect(weightOf('Ticket Created')).toBeLessThanOrEqual(0);
  });

  it('writes the model and ends well without a signal, too', async () => {
    const { pathOf, data } = await setUp();
    const outcomes = (await readFile(pathOf('outcomes.csv'), 'utf8')).replaceAll(/,1$/gm, ',0');
    const noneOf = await temporaryFiles({ 'none.csv': outcomes });
    const flags = ['--outcomes', noneOf('none.csv'), '--out', pathOf('out.json'), '--json'];
    const { code, out } = await run('calibrate', ...data, ...flags);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ signal: false, auc: null, good: 0 });
    expect(JSON.parse(await readFile(pathOf('out.json'), 'utf8')).signal).toBe(false);
  });

  it.each([
    ['--sign', 'Logged In', '=+ or =-'],
    ['--sign', '=+', '=+ or =-'],
    ['--folds', '1', 'from 2 to 20'],
    ['--seed', '1.5', 'whole number'],
  ])('refuses %s %s', async (flag, value, message) => {
    const { code, err } = await run(
      'calibrate',
      '--counts',
      'c',
      '--outcomes',
      'o',
      '--out',
      'm',
      flag,
      value,
    );
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('refuses a sign of an event that the counts do not have', async () => {
    const { pathOf, data } = await setUp();
    const { code, err } = await run(
      'calibrate',
      ...data,
      '--out',
      pathOf('out.json'),
      '--sign',
      'Loged In=+',
    );
    expect(code).toBe(1);
    expect(err).toContain('--sign names the event "Loged In", of which the counts file has no row');
    expect(err).toContain('its events are Ticket Created, Logged In');
  });
});
