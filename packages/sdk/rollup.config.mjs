import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

const plugins = [
  nodeResolve(),
  terser({
    ecma: 2020,
    module: true,
    compress: { passes: 3, conditionals: false, lhs_constants: false, loops: false },
  }),
];

// What tsc emitted, as files for a script tag.
export default [
  { input: 'dist/script.js', output: { file: 'dist/ardent.js', format: 'iife' }, plugins },
  { input: 'dist/stub.js', output: { file: 'dist/stub.min.js', format: 'iife' }, plugins },
];
