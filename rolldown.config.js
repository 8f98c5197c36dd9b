import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'rolldown';
import { groupChunks } from './scripts/group-chunks.js';
import { licenses } from './scripts/licenses.js';
import { splitRules } from './scripts/split-rules.js';
import { standIns } from './scripts/stand-ins.js';

/** V8 reads JSON in a text many times faster than the same as an object. What packages require has no default export. */
const jsonAsText = {
  name: 'json-as-text',
  transform: {
    filter: { id: { include: /\.json$/, exclude: /node_modules/ } },
    handler: (code) => ({ code: `export default JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(code)))})`, moduleType: 'js' }),
  },
};

/** The stacks that `init` begins with: where a bundle runs there is no stacks/ to read. */
const embedStacks = embed(/src\/scaffold\/templates\.ts$/, 'TEMPLATES', readStacks);

/** The scripts that `e2e` writes: likewise. */
const embedScripts = embed(/src\/e2e\/scripts\.ts$/, 'SCRIPTS', () => readTexts('src/e2e/scripts'));

/** Puts texts in the place of a module that reads them. */
function embed(id, name, read) {
  const handler = () => ({ code: `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(read()))})`, moduleType: 'js' });
  return { name: `embed-${name.toLowerCase()}`, transform: { filter: { id }, handler } };
}

/** Texts by path, by provider, as src/scaffold/templates.ts reads them. */
function readStacks() {
  return Object.fromEntries(readdirSync('stacks').map((provider) => [provider, readTexts(join('stacks', provider, 'scs'))]));
}

function readTexts(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** RE2 is loaded by those alone who need it, and without waiting: from a file of its own, but for the Action, which is one file. */
const loadRe2 = (handler) => ({ name: 'load-re2', transform: { filter: { id: /go-regexp\/load-re2\.ts$/ }, handler } });
const lazyRe2 = loadRe2((code) => code.replace("(import.meta.url)('re2js')", "(import.meta.url)('./re2js.cjs')"));
const ownRe2 = loadRe2(() => "import * as re2 from 're2js';\nexport const loadRe2 = () => re2;");

const splitting = splitRules({ reader: 'src/rule-groups.ts', folder: 'src/compat' });
const plugins = [standIns(), jsonAsText, embedStacks, embedScripts, splitting, licenses()];
const common = { platform: 'node', plugins };

/** GitHub's packages each bring the same undici along. */
const oneUndici = { undici: createRequire(import.meta.resolve('@actions/http-client')).resolve('undici') };

/** Node reads what is ASCII alone into half the memory, and without decoding it. */
const output = { dir: 'dist', format: 'esm', entryFileNames: '[name].js', minify: true, charset: 'ascii', comments: { legal: false } };

/** `--version` needs the first alone, every verb the second, and all that judges stacks the third. cli.ts awaits the others, so none imports it. */
const groups = groupChunks({
  start: ['src/errors.ts', 'src/text.ts', 'src/tool.ts'],
  commands: ['src/command-line.ts', 'src/terminal/index.ts'],
  judge: ['src/release.ts', 'src/verbs/common/requests.ts', 'src/report/index.ts'],
});

/** CLI and library share chunks, loaded lazily under stable names. The Action is one file: as an entry of its own it must run alone. */
export default defineConfig([
  {
    ...common,
    plugins: [lazyRe2, ...plugins],
    input: { cli: 'src/cli.ts', index: 'src/index.ts' },
    output: { ...output, chunkFileNames: 'chunks/[name].js', codeSplitting: { groups } },
  },
  { ...common, input: { re2js: 're2js' }, output: { ...output, format: 'cjs', entryFileNames: 'chunks/[name].cjs', exports: 'named' } },
  {
    ...common,
    plugins: [standIns({ isAction: true }), ownRe2, ...plugins],
    input: { action: 'src/action.ts' },
    output: { ...output, codeSplitting: false },
  },
  { ...common, resolve: { alias: oneUndici }, input: { attest: 'src/attest.ts' }, output: { ...output, codeSplitting: false } },
]);
