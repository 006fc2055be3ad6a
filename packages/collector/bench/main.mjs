import { benchBig } from './big.mjs';
import { benchEvaluation } from './evaluation.mjs';
import { benchIngest } from './ingest.mjs';
import { benchIntervals } from './intervals.mjs';
import { benchPage } from './page.mjs';
import { benchPreview } from './preview.mjs';
import { benchScore } from './score.mjs';
import { benchScores } from './scores.mjs';
import { benchSdkSize } from './sdk-size.mjs';
import { benchSoak } from './soak.mjs';
import { benchThreads } from './threads.mjs';

const BENCHES = {
  ingest: benchIngest,
  preview: benchPreview,
  score: benchScore,
  scores: benchScores,
  sdk: benchSdkSize,
  page: benchPage,
  evaluation: benchEvaluation,
  intervals: benchIntervals,
  big: benchBig,
  soak: benchSoak,
  threads: benchThreads,
};
// A comparison that was decided long ago, and what takes long, run only when asked for.
const SELDOM = new Set(['big', 'intervals', 'page', 'preview', 'soak', 'threads', 'scores']);
const USUAL = Object.keys(BENCHES).filter((name) => !SELDOM.has(name));

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(
    `bench must be one of ${Object.keys(BENCHES).join(', ')}, got ${unknown.join(', ')}: leave it out for the usual ones`,
  );
  process.exitCode = 1;
} else {
  for (const name of names.length === 0 ? USUAL : names) {
    await BENCHES[name]((result) => console.log(JSON.stringify(result)));
  }
}
