import { defineConfig } from 'rolldown';
import { licenses } from './scripts/licenses.js';
import { splitRules } from './scripts/split-rules.js';

/** Commander loads child_process for subcommands that are programs of their own, which we have none of. */
const noSubcommands = {
  name: 'no-subcommands',
  resolveId: (id, importer) => (id === 'node:child_process' && importer?.includes('commander') ? '\0no-subcommands' : null),
  load: (id) => (id === '\0no-subcommands' ? 'export {};' : null),
};

/** V8 reads JSON in a text many times faster than the same as an object. What packages require has no default export. */
const jsonAsText = {
  name: 'json-as-text',
  transform: {
    filter: { id: { include: /\.json$/, exclude: /node_modules/ } },
    handler: (code) => ({ code: `export default JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(code)))})`, moduleType: 'js' }),
  },
};

const common = {
  platform: 'node',
  plugins: [noSubcommands, jsonAsText, splitRules({ reader: 'src/compat/documents.ts', folder: 'src/compat' }), licenses()],
};
/** Node reads what is ASCII alone into half the memory, and without decoding it. */
const output = { dir: 'dist', format: 'esm', entryFileNames: '[name].js', minify: true, charset: 'ascii', comments: { legal: false } };

/** CLI and library share chunks, loaded lazily under stable names. The Action is one file: as an entry of its own it must run alone. */
export default defineConfig([
  { ...common, input: { cli: 'src/cli.ts', index: 'src/index.ts' }, output: { ...output, chunkFileNames: 'chunks/[name].js' } },
  { ...common, input: { action: 'src/action.ts' }, output: { ...output, codeSplitting: false } },
  { ...common, input: { attest: 'src/attest.ts' }, output: { ...output, codeSplitting: false } },
]);
