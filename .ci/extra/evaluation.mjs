// Run by evaluation.sh, with the folder of the data.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { calibrate } from '../../packages/collector/dist/evaluation/calibration/calibrate.js';
import { readEvaluationFiles } from '../../packages/collector/dist/evaluation/files/read-evaluation-files.js';
import { shuffledPlaces } from '../../packages/collector/dist/evaluation/statistics/shuffled-places.js';

const data = resolve(process.argv[2] ?? '');
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'ardent-evaluation-'));
const results = [];
try {
  // Commands are processes of their own: they run beside the shuffling.
  await Promise.all([expectHalvesOfCourses().then(expectCrossValidation), expectNoSignalInShuffled()]);
} finally {
  rmSync(folder, { recursive: true });
}
const failed = results.filter((ok) => !ok).length;
print(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Calibrated on one half of the courses, in the order of their names, and judged on the other; both ways round. */
async function expectHalvesOfCourses() {
  const [header, ...rows] = gunzipSync(readFileSync(join(data, 'kdd2015.outcomes.csv.gz')))
    .toString()
    .trim()
    .split('\n');
  const groupOf = (row) => row.split(',')[3];
  const groups = [...new Set(rows.map(groupOf))].sort();
  const firstHalf = new Set(groups.slice(0, groups.length / 2));
  const halves = [true, false].map((isFirst) => {
    const path = join(folder, `half-${isFirst}.csv`);
    writeFileSync(
      path,
      [header, ...rows.filter((row) => firstHalf.has(groupOf(row)) === isFirst)].join('\n'),
    );
    return path;
  });
  const counts = join(data, 'kdd2015.counts.csv.gz');
  const model = join(folder, 'model.json');
  for (const [chooses, judges] of [halves, halves.toReversed()]) {
    await ardent('calibrate', '--counts', counts, '--outcomes', chooses, '--out', model);
    const judged = ['--counts', counts, '--outcomes', judges];
    const { auc, baselines } = await ardent('backtest', '--model', model, ...judged);
    check(
      auc >= 0.86,
      `kdd2015, chosen on half of the courses, AUC on the other half ${auc.toFixed(4)} (at least 0.86; recency ${baselines.recency.toFixed(4)})`,
    );
  }
}

async function expectCrossValidation() {
  const [counts, outcomes] = ['counts', 'outcomes'].map((name) => join(data, `cdnow-sample.${name}.csv.gz`));
  const out = join(folder, 'cdnow.json');
  const { auc, aucLow, aucHigh, signal } = await ardent(
    'calibrate',
    '--counts',
    counts,
    '--outcomes',
    outcomes,
    '--out',
    out,
  );
  check(
    auc >= 0.775,
    `cdnow-sample, cross-validated AUC ${auc.toFixed(4)} (at least 0.775; ${aucLow.toFixed(3)} to ${aucHigh.toFixed(3)})`,
  );
  check(
    signal && JSON.parse(readFileSync(out, 'utf8')).signal,
    'cdnow-sample has a signal, and the written model says so',
  );
}

async function expectNoSignalInShuffled() {
  const paths = {
    counts: join(data, 'cdnow-sample.counts.csv.gz'),
    outcomes: join(data, 'cdnow-sample.outcomes.csv.gz'),
  };
  const { table, cases } = await readEvaluationFiles(paths);
  const seeds = Array.from({ length: 100 }, (_, i) => i + 1);
  let without = 0;
  for (const seed of seeds) {
    const order = shuffledPlaces(cases.good.length, seed);
    const good = cases.good.map((_, i) => cases.good[order[i]]);
    if (!calibrate({ table, cases: { ...cases, good } }, { folds: 5, seed }).signal) without++;
    await othersTurn();
  }
  check(
    without >= 90,
    `cdnow-sample with outcomes dealt at random: no signal for ${without} of 100 seeds (at least 90)`,
  );
}

/** Runs the command, and resolves with the JSON that it prints. */
async function ardent(...args) {
  const command = ['packages/collector/bin/ardent.mjs', ...args, '--json'];
  const { stdout } = await run(process.execPath, command, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout);
}

function check(ok, what) {
  results.push(ok);
  print(`${ok ? 'ok    ' : 'FAILED'} ${what}`);
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
