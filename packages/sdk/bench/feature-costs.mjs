import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rollup } from 'rollup';
import config from '../rollup.config.mjs';
import { FEATURES } from './features.mjs';
import { takeOut } from './take-out.mjs';

const SCRIPT = fileURLToPath(new URL('../dist/script.js', import.meta.url));

/**
 * By how many bytes of gzip each feature makes the script larger: the whole less a build without it. They don't add
 * up, because features share code.
 *
 * @returns {Promise<Record<string, number>>}
 */
export async function measureFeatureCosts() {
  const whole = await measureWithout([]);
  const costs = {};
  for (const [name, edits] of Object.entries(FEATURES)) costs[name] = whole - (await measureWithout(edits));
  return costs;
}

async function measureWithout(edits) {
  const cut = {
    name: 'cut',
    transform: (code, id) => ({ code: takeOut(edits, basename(id), code), map: null }),
  };
  const build = await rollup({ input: SCRIPT, plugins: [cut, config[0].plugins] });
  const { output } = await build.generate({ format: 'iife' });
  await build.close();
  return gzipSync(output[0].code, { level: 9 }).length;
}
