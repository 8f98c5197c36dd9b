import { defineConfig } from 'rolldown';
import { licenses } from './scripts/licenses.js';

/** One entry each for CLI, Action and library; what is loaded lazily gets a chunk with a stable name. */
export default defineConfig({
  input: { cli: 'src/cli.ts', action: 'src/action.ts', index: 'src/index.ts' },
  platform: 'node',
  plugins: [licenses()],
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    minify: true,
    comments: { legal: false },
    cleanDir: true,
  },
});
