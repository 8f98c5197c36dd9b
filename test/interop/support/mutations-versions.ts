import { type Mistake, putArchive, replace, swapArchive, unpackArchive } from './mutation.ts';

const CCM = 'openstack-cloud-controller-manager';
const CSI = 'openstack-cinder-csi';
/** What stack.lock.yaml holds is no longer what the row asks for. */
const LOCK = 'refuse lock-outdated';
const INCOMPLETE = 'warn row-incomplete';

/** Another version of a chart in a line's row, with its archive. */
function moveChart(addon: string, name: string, row: string, from: string, to: string) {
  return [replace('versions.yaml', row, row.replace(from, to)), ...swapArchive(addon, name, from, to)];
}

/** Rows name a line's charts, some several times: only this text stands in one row. */
const ROW_33 = '1.33.12\n  cilium: 1.20.0\n  occm: 2.33.1\n  cinder_csi: 2.33.1';

/** Addons and Kubernetes. */
export const VERSION_MISTAKES: readonly Mistake[] = [
  {
    name: 'the row names the cloud controller manager of the minor before',
    stack: 'openstack-1-36',
    edits: moveChart('ccm', CCM, 'occm: 2.36.0', '2.36.0', '2.35.0'),
    expected: [{ verdict: 'warn', code: 'addon-version', subject: CCM, file: 'versions.yaml', at: 'occm: 2.35.0' }],
    consequences: [LOCK],
  },
  {
    name: 'the row names the cloud controller manager of two minors before',
    stack: 'openstack-1-36',
    edits: moveChart('ccm', CCM, 'occm: 2.36.0', '2.36.0', '2.34.2'),
    expected: [{ verdict: 'refuse', code: 'addon-version', subject: CCM, file: 'versions.yaml', at: 'occm: 2.34.2' }],
    consequences: [LOCK],
  },
  {
    name: 'the row of an older line names the newest cloud controller manager',
    stack: 'openstack-1-35',
    edits: moveChart('ccm', CCM, 'occm: 2.35.0', '2.35.0', '2.36.0'),
    expected: [{ verdict: 'refuse', code: 'addon-version', subject: CCM, file: 'versions.yaml', at: 'occm: 2.36.0' }],
    consequences: [LOCK],
  },
  {
    name: 'the row names the Cinder driver of the minor before',
    stack: 'openstack-1-36',
    edits: moveChart('csi', CSI, 'cinder_csi: 2.36.0', '2.36.0', '2.35.0'),
    expected: [{ verdict: 'warn', code: 'addon-version', subject: CSI, file: 'versions.yaml', at: 'cinder_csi: 2.35.0' }],
    consequences: [LOCK],
  },
  {
    name: 'the row names the Cinder driver of two minors before',
    stack: 'openstack-1-36',
    edits: moveChart('csi', CSI, 'cinder_csi: 2.36.0', '2.36.0', '2.34.3'),
    expected: [{ verdict: 'refuse', code: 'addon-version', subject: CSI, file: 'versions.yaml', at: 'cinder_csi: 2.34.3' }],
    consequences: [LOCK],
  },
  {
    name: 'the row of an older line names the newest Cinder driver',
    stack: 'openstack-1-33',
    edits: moveChart('csi', CSI, 'cinder_csi: 2.33.1', '2.33.1', '2.36.0'),
    expected: [{ verdict: 'refuse', code: 'addon-version', subject: CSI, file: 'versions.yaml', at: 'cinder_csi: 2.36.0' }],
    consequences: [LOCK],
  },
  {
    name: 'Cilium of before the Kubernetes minor was tested',
    stack: 'metal3-1-36',
    edits: [
      replace('versions.yaml', '1.36.6\n  cilium: 1.20.0', '1.36.6\n  cilium: 1.19.6'),
      ...swapArchive('cni', 'cilium', '1.20.0', '1.19.6'),
    ],
    expected: [{ verdict: 'warn', code: 'addon-version', subject: 'cilium', file: 'versions.yaml', at: 'cilium: 1.19.6' }],
    // Values of 1.20 that 1.19 does not have.
    consequences: [LOCK, 'warn value-unread'],
  },
  {
    name: 'metrics-server 0.9 in a line that is too old for it',
    stack: 'openstack-1-33',
    edits: [
      replace('versions.yaml', `${ROW_33}\n  metrics-server: 3.13.1`, `${ROW_33}\n  metrics-server: 3.14.0`),
      ...unpackArchive('metrics-server', 'metrics-server', '3.13.1'),
      replace('cluster-addon/metrics-server/charts/metrics-server/Chart.yaml', 'version: 3.13.1', 'version: 3.14.0'),
      replace('cluster-addon/metrics-server/charts/metrics-server/Chart.yaml', 'appVersion: 0.8.1', 'appVersion: 0.9.0'),
    ],
    expected: [
      { verdict: 'refuse', code: 'addon-version', subject: 'metrics-server', file: 'versions.yaml', at: 'metrics-server: 3.14.0' },
    ],
    consequences: [LOCK],
  },
  {
    name: 'an archive with the file name of the right cloud controller manager is another inside',
    stack: 'openstack-1-36',
    edits: [putArchive(`${CCM}-2.34.2`, `cluster-addon/ccm/charts/${CCM}-2.36.0.tgz`)],
    expected: [
      { verdict: 'refuse', code: 'dependency-version', subject: CCM },
      { verdict: 'refuse', code: 'addon-version', subject: CCM },
    ],
    consequences: ['warn dependency-version'],
  },
  {
    name: 'without a version in its row, the cloud controller manager of Chart.yaml is of two minors before',
    stack: 'openstack-1-36',
    edits: [
      replace('versions.yaml', '  occm: 2.36.0\n', ''),
      replace('cluster-addon/ccm/Chart.yaml', 'version: 2.36.0', 'version: 2.34.2'),
      ...swapArchive('ccm', CCM, '2.36.0', '2.34.2'),
    ],
    expected: [{ verdict: 'refuse', code: 'addon-version', subject: CCM, file: 'cluster-addon/ccm/Chart.yaml', at: 'version: 2.34.2' }],
    consequences: [LOCK, INCOMPLETE],
  },
  {
    name: 'a range that the archive does not meet',
    stack: 'metal3-1-36',
    edits: [
      replace('versions.yaml', '1.36.6\n  cilium: 1.20.0\n', '1.36.6\n'),
      replace('cluster-addon/cni/Chart.yaml', 'version: 1.20.0', 'version: "~1.19.0"'),
    ],
    expected: [{ verdict: 'refuse', code: 'dependency-version', subject: 'cilium', file: 'cluster-addon/cni/Chart.yaml', at: '~1.19.0' }],
    consequences: [LOCK, INCOMPLETE],
  },
  {
    name: 'a range in npm’s words that Helm cannot read',
    stack: 'metal3-1-36',
    edits: [
      replace('versions.yaml', '1.36.6\n  cilium: 1.20.0\n', '1.36.6\n'),
      replace('cluster-addon/cni/Chart.yaml', 'version: 1.20.0', 'version: 1.20.latest'),
    ],
    expected: [
      { verdict: 'refuse', code: 'dependency-version', subject: 'cilium', file: 'cluster-addon/cni/Chart.yaml', at: '1.20.latest' },
    ],
    consequences: [LOCK, INCOMPLETE],
  },
  {
    name: "an addon's own chart is for newer Kubernetes alone",
    stack: 'docker-1-36',
    edits: [replace('cluster-addon/cni/Chart.yaml', 'kubeVersion: ">= 1.31.0-0"', 'kubeVersion: ">= 1.37.0-0"')],
    expected: [{ verdict: 'refuse', code: 'kube-version', file: 'cluster-addon/cni/Chart.yaml', at: 'kubeVersion' }],
    consequences: ['refuse not-rendered'],
  },
  {
    name: "an addon's own chart has a kubeVersion that Helm cannot read",
    stack: 'docker-1-36',
    edits: [replace('cluster-addon/metrics-server/Chart.yaml', '">= 1.31.0-0"', '">= v1.27 and up"')],
    expected: [{ verdict: 'refuse', code: 'kube-version', file: 'cluster-addon/metrics-server/Chart.yaml', at: 'kubeVersion' }],
    consequences: ['refuse not-rendered'],
  },
  {
    name: 'a dependency says it is for older Kubernetes alone',
    stack: 'metal3-1-36',
    edits: [
      ...unpackArchive('cni', 'cilium', '1.20.0'),
      replace('cluster-addon/cni/charts/cilium/Chart.yaml', "kubeVersion: '>= 1.21.0-0'", "kubeVersion: '>= 1.21.0-0, < 1.36.0-0'"),
    ],
    expected: [{ verdict: 'warn', code: 'chart-kube-version', subject: 'cilium' }],
    consequences: [LOCK],
  },
  {
    name: 'a key of a row is misspelt',
    stack: 'openstack-1-36',
    edits: [replace('versions.yaml', 'occm: 2.36.0', 'ocm: 2.36.0')],
    expected: [{ verdict: 'refuse', code: 'row-key', subject: 'ocm', file: 'versions.yaml', at: ' ocm: 2.36.0' }],
    consequences: [INCOMPLETE],
  },
  {
    name: 'a row has a word for a version',
    stack: 'metal3-1-36',
    edits: [replace('versions.yaml', '1.36.6\n  cilium: 1.20.0', '1.36.6\n  cilium: latest')],
    expected: [{ verdict: 'refuse', code: 'row-version', subject: 'cilium', file: 'versions.yaml', at: 'cilium: latest' }],
    consequences: [LOCK],
  },
];
