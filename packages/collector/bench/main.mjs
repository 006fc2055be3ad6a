import { benchIngest } from './ingest.mjs';
import { benchScore } from './score.mjs';
import { benchSdkSize } from './sdk-size.mjs';

const BENCHES = { ingest: benchIngest, score: benchScore, sdk: benchSdkSize };

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(
    `bench must be one of ${Object.keys(BENCHES).join(', ')}, got ${unknown.join(', ')}: leave it out for all`,
  );
  process.exitCode = 1;
} else {
  for (const name of names.length === 0 ? Object.keys(BENCHES) : names) {
    await BENCHES[name]((result) => console.log(JSON.stringify(result)));
  }
}
