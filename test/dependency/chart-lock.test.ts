import { describe, expect, test } from 'vitest';
import { readChart } from '../../src/chart/index.ts';
import { type ChartLockEntry, createChartLock, isChartLock } from '../../src/dependency/chart-lock.ts';
import { readCni, toTree } from '../support/helm-tool.ts';

const URL = 'http://127.0.0.1:18081';

async function lock(dependencies: readonly unknown[], entries: readonly ChartLockEntry[]): Promise<string> {
  const chart = await readCni({ 'Chart.yaml': `apiVersion: v2\nname: x\nversion: 1.0.0\ndependencies: ${JSON.stringify(dependencies)}\n` });
  return createChartLock(chart, entries).bytes.toString();
}

// Digests that helm dependency update of Helm 3.19 has written.
describe('createChartLock', () => {
  test.each<[what: string, dependencies: readonly unknown[], entries: readonly ChartLockEntry[], digest: string]>([
    [
      'an exact version',
      [{ name: 'cilium', version: '1.17.4', repository: URL }],
      [{ name: 'cilium', version: '1.17.4', repository: URL }],
      '4eb63e75e6016b78f96008198dbd887a17f7de9bd1687e4a2719831f13000423',
    ],
    [
      'aliases',
      [
        { name: 'cilium', version: '1.17.x', alias: 'a', repository: URL },
        { name: 'cilium', version: '1.16.x', alias: 'b', repository: `${URL}/` },
      ],
      [
        { name: 'cilium', version: '1.17.4', repository: URL },
        { name: 'cilium', version: '1.16.6', repository: `${URL}/` },
      ],
      '66ba09e2976bae3b09127b0f21b8ae7f80907074818eb504a6d75a753fb25dc4',
    ],
    [
      'characters that Go writes otherwise',
      [
        { name: 'metrics-server', version: '3.12.1', alias: 'old', repository: URL },
        { name: 'metrics-server', version: '>3.12.1', alias: 'new', repository: URL },
      ],
      [
        { name: 'metrics-server', version: '3.12.1', repository: URL },
        { name: 'metrics-server', version: '3.12.2', repository: URL },
      ],
      '64abc116eac312e74fb6a91ed6d1d0cc4feec56277aade8dfbac58d672876e8d',
    ],
    [
      'a folder',
      [{ name: 'lib', version: '0.x', repository: 'file://../lib' }],
      [{ name: 'lib', version: '0.2.0', repository: 'file://../lib' }],
      '5039bbe9909a4d370c418d5d2e23b243274fa534b5513d30265a022e5b0048bc',
    ],
    [
      'a name that Helm puts a URL for',
      [{ name: 'cilium', version: '1.17.4', repository: '@real' }],
      [{ name: 'cilium', version: '1.17.4', repository: URL }],
      '4eb63e75e6016b78f96008198dbd887a17f7de9bd1687e4a2719831f13000423',
    ],
  ])('%s', async (_, dependencies, entries, digest) => {
    // What else is known of an entry does not count.
    const known = entries.map((entry) => ({ ...entry, alias: 'x' }));
    expect(/digest: sha256:(.*)/.exec(await lock(dependencies, known))?.[1]).toBe(digest);
  });

  test('texts that YAML could take for something else are quoted', async () => {
    const text = await lock([], [{ name: 'yes', version: '1.10', repository: 'file://../a b' }]);
    expect(text.split('\n').slice(0, 4)).toEqual(['dependencies:', '- name: "yes"', '  repository: "file://../a b"', '  version: "1.10"']);
  });

  test('a lock is read back as what it says, and is known again', async () => {
    const entries = [{ name: 'cilium', version: '1.17.4', repository: URL }];
    const yaml = `apiVersion: v2\nname: x\nversion: 1.0.0\ndependencies: ${JSON.stringify(entries)}\n`;
    const bare = await readCni({ 'Chart.yaml': yaml });
    const { bytes } = createChartLock(bare, entries);
    const chart = await readChart('x', toTree({ 'Chart.yaml': yaml, 'Chart.lock': bytes }));
    expect(chart && isChartLock(chart, entries)).toBe(true);
    expect(isChartLock(bare, entries)).toBe(false);
    expect(chart && isChartLock(chart, [{ name: 'cilium', version: '1.17.5', repository: URL }])).toBe(false);
  });
});
