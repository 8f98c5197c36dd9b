// Comparing two releases of a real stack, beside checking it, both with what was rendered before.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyReal } from './check.js';
import { CLI, folder, hasCharts, hasCommand, measure, run } from './machine.js';
import { add, leaveOut, ms, ratio, section } from './table.js';

export async function benchDiff() {
  section('comparing releases');
  if (!hasCommand('helm', ['version']) || !hasCharts()) {
    leaveOut('the difference of two releases', 'there is no helm, or no ../shared/charts');
    return;
  }
  const cache = join(folder, 'diff-cache');
  const stack = join(folder, 'diff/openstack/scs');
  copyReal(stack, cache);
  const cli = (...args) => run(process.execPath, [CLI, ...args], { CLUSTERSTACK_CACHE: cache });
  const source = `oci-layout:${join(folder, 'diff/oci')}`;
  const release = () => cli('release', stack, '--kubernetes', '1.36', '--target', source, '--output', join(folder, 'diff/out'));
  release();
  const values = join(stack, 'cluster-addon/csi/values.yaml');
  writeFileSync(values, `${readFileSync(values, 'utf8')}# changed\nchanged: true\n`);
  release();
  const { diff, check } = await measure(
    {
      diff: () => cli('diff', 'openstack-scs-1-36-v1', 'openstack-scs-1-36-v2', '--source', source),
      check: () => cli('check', stack, '--kubernetes', '1.36'),
    },
    { warmUps: 2, runs: 9 },
  );
  add('two releases, all rendered before', ms(diff), ratio(diff, check, 'a check'), '2.00 or less');
}
