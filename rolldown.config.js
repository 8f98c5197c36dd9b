import { defineConfig } from 'rolldown';
import { licenses } from './scripts/licenses.js';

const common = { platform: 'node', plugins: [licenses()] };
const output = { dir: 'dist', format: 'esm', entryFileNames: '[name].js', minify: true, comments: { legal: false } };

/** CLI and library share chunks, loaded lazily under stable names. The Action is one file: as an entry of its own it must run alone. */
export default defineConfig([
  { ...common, input: { cli: 'src/cli.ts', index: 'src/index.ts' }, output: { ...output, chunkFileNames: 'chunks/[name].js' } },
  { ...common, input: { action: 'src/action.ts' }, output: { ...output, codeSplitting: false } },
]);
