import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diff, formatDiffText, openReading } from '../../src/lifecycle/index.ts';
import { createColors } from '../../src/report/index.ts';
import { describeWithHelm, SEARCH_PATH } from '../support/helm-tool.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { findArchive } from './support/charts.ts';
import { PROJECT } from './support/needs.ts';

const STAGES = `apiVersion: clusteraddonconfig.x-k8s.io/v1alpha1
clusterAddonVersion: clusteraddons.clusterstack.x-k8s.io/v1alpha1
addonStages:
  AfterControlPlaneInitialized: [{name: cni, action: apply}]
  BeforeClusterUpgrade: [{name: cni, action: apply}]
`;

/** The stack for OpenStack with its network alone, of a version of Cilium. */
function writeStack(folder: string, version: string): string {
  const stack = join(folder, `stack-${version}`);
  cpSync(join(PROJECT, 'stacks/openstack/scs'), stack, { recursive: true });
  for (const path of ['stack.lock.yaml', 'cluster-addon/ccm', 'cluster-addon/csi', 'cluster-addon/metrics-server']) {
    rmSync(join(stack, path), { recursive: true });
  }
  writeFileSync(join(stack, 'versions.yaml'), '- kubernetes: 1.36.6\n');
  writeFileSync(join(stack, 'clusteraddon.yaml'), STAGES);
  const chart = join(stack, 'cluster-addon/cni/Chart.yaml');
  writeFileSync(chart, readFileSync(chart, 'utf8').replace(/version: 1\.20\.0/, `version: ${version}`));
  mkdirSync(join(stack, 'cluster-addon/cni/charts'));
  cpSync(findArchive(`cilium-${version}`), join(stack, `cluster-addon/cni/charts/cilium-${version}.tgz`));
  return stack;
}

describe.skipIf(!existsSync(findArchive('cilium-1.17.4')))('two versions of Cilium (skipped without ../shared/charts)', () => {
  describeWithHelm('as Helm renders them', () => {
    const open = () => openReading({ source: '', offline: true }, { today: '2026-11-28', programs: SEARCH_PATH });

    test('the pods that restart, the versions and what differs fit on a screen', async () => {
      const folder = temporaryDirectory();
      const [from, to] = [writeStack(folder, '1.17.4'), writeStack(folder, '1.18.12')];
      const report = await diff(await open(), from, to, {});
      const text = formatDiffText(report, createColors(false));
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
      expect(text).toContain('1.17.4 → 1.18.12');
      expect(report.changes.filter(({ kind, noise }) => kind === 'unknown' || (kind === 'file' && !noise))).toEqual([]);
      const image = report.changes.find(({ object, path }) => object === 'DaemonSet kube-system/cilium' && path.endsWith('.image'));
      expect(image).toMatchObject({ from: 'v1.17.4', to: 'v1.18.12', noise: false });
      expect(image?.places).toBeGreaterThan(5);
      const all = await diff(await open(), from, to, { all: true });
      expect(all.changes.every(({ places }) => places === 1)).toBe(true);
      expect(all.changes.length).toBeGreaterThan(report.changes.length);
    });

    test('a release and itself are the same', async () => {
      const stack = writeStack(temporaryDirectory(), '1.18.12');
      const report = await diff(await open(), stack, stack, {});
      expect(report).toMatchObject({ identical: true, effects: [], changes: [] });
    });
  });
});
