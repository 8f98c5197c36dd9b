// Reading all YAML of real charts, against the npm package "yaml" with its line counter: in new processes, and once warm.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import config from '../../rolldown.config.js';
import { CHARTS, env, folder, hasCharts, hasCommand, measure, PROJECT, run } from './machine.js';
import { add, leaveOut, ms, number, section } from './table.js';

export async function benchYaml() {
  section('reading YAML');
  if (!hasCharts()) {
    leaveOut('reading YAML', 'there is no ../shared/charts');
    return;
  }
  const hasHelm = hasCommand('helm', ['version']);
  if (!hasHelm) leaveOut('reading what charts render to', 'there is no helm');
  const texts = listTexts(hasHelm);
  const file = join(folder, 'texts.json');
  writeFileSync(file, JSON.stringify(texts));
  const readers = { ours: await bundleReader('ours', OURS), package: await bundleReader('package', PACKAGE) };

  const cold = (reader) => () => run(process.execPath, [reader, file]);
  const nothing = join(folder, 'nothing.json');
  writeFileSync(nothing, '[]');
  const processes = await measure(
    {
      ours: cold(readers.ours),
      package: cold(readers.package),
      load: () => run(process.execPath, [readers.ours, nothing]),
      loadPackage: () => run(process.execPath, [readers.package, nothing]),
    },
    { warmUps: 1, runs: 11 },
  );
  const size = `${texts.length} texts, ${(texts.join('').length / 1e6).toFixed(1)} MB`;
  const against = (value, reference) => `${number(value / reference)} × package yaml`;
  add(`a process that loads it`, ms(processes.load), against(processes.load, processes.loadPackage), '1.00 or less');
  add(`  and reads ${size}`, ms(processes.ours), against(processes.ours, processes.package), '1.00 or less');

  const [ours, other] = await Promise.all(Object.values(readers).map((reader) => import(pathToFileURL(reader).href)));
  const bytes = texts.map((text) => Buffer.from(text));
  const warm = await measure({ ours: () => ours.read(bytes), package: () => other.read(bytes) }, { warmUps: 5, runs: 15 });
  add('  warm', ms(warm.ours), against(warm.ours, warm.package), '1.00 or less');
}

/** Values, Chart.yaml and Chart.lock of all charts, those in others too, and what they render to. */
function listTexts(hasHelm) {
  const archives = readdirSync(CHARTS).filter((name) => name.endsWith('.tgz'));
  return archives.flatMap((name) => {
    const unpacked = join(folder, 'unpacked', name);
    mkdirSync(unpacked, { recursive: true });
    execFileSync('tar', ['-xzf', join(CHARTS, name), '-C', unpacked]);
    const own = readdirSync(unpacked, { recursive: true }).filter((path) => /(?:Chart|values)\.yaml$|Chart\.lock$/.test(path));
    const rendered = hasHelm
      ? execFileSync('helm', ['template', 'x', join(CHARTS, name)], { env, encoding: 'utf8', maxBuffer: 2 ** 28 })
      : '';
    return [...own.map((path) => readFileSync(join(unpacked, path), 'utf8')), ...rendered.split(/^---$/m)];
  });
}

const OURS = `
import { parseYaml } from ${JSON.stringify(join(PROJECT, 'src/yaml/index.ts'))};
export const read = (texts) => texts.forEach((text) => parseYaml('values.yaml', text));
`;

const PACKAGE = `
import { LineCounter, parseDocument } from 'yaml';
export const read = (texts) => texts.forEach((text) => {
  parseDocument(text.toString('utf8'), { lineCounter: new LineCounter(), prettyErrors: false, logLevel: 'error', merge: true });
});
`;

/** Run with a file of texts it reads them. */
const RUN = `
import { readFileSync } from 'node:fs';
if (process.argv[2]?.endsWith('.json')) read(JSON.parse(readFileSync(process.argv[2], 'utf8')).map((text) => Buffer.from(text)));
`;

async function bundleReader(name, source) {
  const input = join(folder, `yaml-${name}-source.js`);
  writeFileSync(input, `${source}${RUN}`);
  const [{ resolve }] = config;
  const bundled = await rolldown({ input, platform: 'node', resolve: { ...resolve, modules: [join(PROJECT, 'node_modules')] } });
  const file = join(folder, `yaml-${name}.mjs`);
  await bundled.write({ file, format: 'esm', minify: true });
  await bundled.close();
  return file;
}
