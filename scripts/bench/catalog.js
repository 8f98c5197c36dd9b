// A catalogue of a thousand releases: the first time, and again with nothing to do.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CLI, folder, generateStacks, hasCommand, peakMemory, run } from './machine.js';
import { add, kb, leaveOut, mb, ms, ratio, section } from './table.js';

const LINES = 100;
const VERSIONS = 10;
const RELEASES = LINES * VERSIONS;

export function benchCatalog() {
  section('catalogue');
  const helm = hasCommand('helm', ['version']);
  if (!helm) leaveOut('what clusters live through', 'there is no helm');
  const layout = join(folder, 'catalog/oci');
  const env = { CLUSTERSTACK_CACHE: join(folder, 'catalog-cache') };
  makeReleases(layout, env);
  const site = join(folder, 'catalog/site');
  const args = [CLI, 'catalog', `oci-layout:${layout}`, '--output', site, '--quiet'];
  const time = () => {
    const start = performance.now();
    run(process.execPath, args, env);
    return performance.now() - start;
  };
  const first = time();
  const again = time();
  add(`${RELEASES} releases`, ms(first), `${ms(first / RELEASES)} each`);
  add('  again, nothing to write', ms(again), ratio(again, first, 'the first time'));
  if (process.platform === 'linux') add('  memory', mb(peakMemory(args, env)), '', '700 MB or less');
  add(
    '  index.html',
    kb(statSync(join(site, 'index.html')).size),
    `${readdirSync(join(site, 'compare')).length} files of steps`,
    '300 kB or less',
  );
}

/** As many lines with as many versions each: contents differ by their names alone, and each is rendered for itself. */
function makeReleases(layout, env) {
  const stacks = generateStacks('catalog/stacks', LINES);
  const output = join(folder, 'catalog/release');
  for (let version = 1; version <= VERSIONS; version++) {
    const named = ['--mode', 'custom', '--cluster-stack-version', `v${version}`, '--output', output, '--target', `oci-layout:${layout}`];
    run(process.execPath, [CLI, 'release', stacks, ...named, '--verify', 'false', '--allow-dirty', '--quiet'], env);
  }
}
