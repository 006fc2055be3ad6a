import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { measureFeatureCosts } from '../../sdk/bench/feature-costs.mjs';

/** Bytes of the script that pages load, and how many of them each feature is to blame for. */
export async function benchSdkSize(print) {
  const script = readFileSync(createRequire(import.meta.url).resolve('@ardent/sdk/ardent.js'));
  print({
    bench: 'sdk-size',
    file: 'ardent.js',
    rawBytes: script.length,
    gzipBytes: gzipSync(script, { level: 9 }).length,
    brotliBytes: brotliCompressSync(script).length,
  });
  print({ bench: 'sdk-features', gzipBytes: await measureFeatureCosts() });
}
