import { createHash } from 'node:crypto';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

const plugins = [
  nodeResolve(),
  terser({
    ecma: 2020,
    module: true,
    compress: { passes: 3, unsafe_arrows: true, conditionals: false, lhs_constants: false, loops: false },
  }),
];

// Beside each file, what an `integrity` attribute or a Content-Security-Policy names it by.
const integrity = {
  name: 'integrity',
  generateBundle(_options, files) {
    for (const { fileName, code } of Object.values(files)) {
      // Without the line break at the end, an inline script is what stands between its tags.
      const hash = createHash('sha384').update(fileName.startsWith('stub') ? code.trim() : code);
      this.emitFile({
        type: 'asset',
        fileName: `${fileName}.sri`,
        source: `sha384-${hash.digest('base64')}\n`,
      });
    }
  },
};

const toFile = (name) => ({ file: `dist/${name}`, format: 'iife', plugins: [integrity] });

// What tsc emitted, as files for a script tag.
export default [
  { input: 'dist/script.js', output: toFile('ardent.js'), plugins },
  { input: 'dist/stub.js', output: toFile('stub.min.js'), plugins },
];
