import { createRequire } from 'node:module';
import { rollup } from 'rollup';
// @ts-expect-error: a configuration, without types
import config from '../rollup.config.mjs';

const ENTRY = 'entry.js';
const { resolve } = createRequire(import.meta.url);

/** A module that imports from `@ardent/sdk`, bundled and minified as the script is, without what it imports by the names in `external`. */
export async function bundle(source: string, external: string[] = []): Promise<string> {
  const build = await rollup({
    input: ENTRY,
    external,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === ENTRY ? id : id.startsWith('@ardent/sdk') ? resolve(id) : null),
        load: (id) => (id === ENTRY ? source : null),
      },
      config[0].plugins,
    ],
  });
  const { output } = await build.generate({ format: 'es' });
  await build.close();
  return output[0].code;
}
