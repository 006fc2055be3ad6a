import { benchEvaluation } from './evaluation.mjs';
import { benchIngest } from './ingest.mjs';
import { benchScore } from './score.mjs';
import { benchSdkSize } from './sdk-size.mjs';
import { benchThreads } from './threads.mjs';

const BENCHES = {
  ingest: benchIngest,
  score: benchScore,
  sdk: benchSdkSize,
  evaluation: benchEvaluation,
  threads: benchThreads,
};
// A comparison that was decided long ago runs only when asked for.
const USUAL = Object.keys(BENCHES).filter((name) => name !== 'threads');

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
