import { cut, type Mistake, putArchive, remove, replace, replaceAll, swapArchive, write } from './mutation.ts';

/** What stack.lock.yaml holds is no longer what charts ask for. */
const LOCK = 'refuse lock-outdated';

/** csctl.yaml, rows, names, locks and what lies in `charts/`. */
export const PART_MISTAKES: readonly Mistake[] = [
  {
    name: 'the archive of another Cilium lies in charts/',
    stack: 'openstack-1-36',
    edits: swapArchive('cni', 'cilium', '1.20.0', '1.19.6'),
    expected: [{ verdict: 'refuse', code: 'dependency-version', subject: 'cilium' }],
    // Values of 1.20 that 1.19 does not have.
    consequences: ['warn addon-version', 'warn value-unread'],
  },
  {
    name: 'the archive of the former version stays beside the new one',
    stack: 'metal3-1-36',
    edits: [putArchive('cilium-1.19.6', 'cluster-addon/cni/charts/cilium-1.19.6.tgz')],
    expected: [{ verdict: 'refuse', code: 'dependency-extra', subject: 'cilium' }],
    consequences: ['warn addon-version'],
  },
  {
    name: 'an archive that Chart.yaml does not name',
    stack: 'metal3-1-36',
    edits: [putArchive('metrics-server-3.13.1', 'cluster-addon/cni/charts/metrics-server-3.13.1.tgz')],
    expected: [{ verdict: 'warn', code: 'dependency-extra', subject: 'metrics-server' }],
    consequences: ['refuse duplicate-object', 'warn duplicate-object'],
  },
  {
    name: 'an archive was cut off',
    stack: 'openstack-1-36',
    edits: [write('cluster-addon/cni/charts/cilium-1.20.0.tgz', 'version https://git-lfs.github.com/spec/v1\n')],
    expected: [{ verdict: 'refuse', code: 'subchart' }],
    consequences: ['refuse not-rendered', 'refuse dependency-missing', 'refuse stage-order'],
  },
  {
    name: 'Chart.lock was forgotten when Chart.yaml moved on',
    stack: 'metal3-1-36',
    edits: [
      remove('stack.lock.yaml'),
      replaceAll('versions.yaml', '  cilium: 1.20.0\n', ''),
      write(
        'cluster-addon/cni/Chart.lock',
        'dependencies:\n  - name: cilium\n    repository: https://helm.cilium.io/\n    version: 1.19.6\ndigest: sha256:0\ngenerated: "2025-05-01T10:00:00Z"\n',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'chart-lock', subject: 'cilium', file: 'cluster-addon/cni/Chart.lock', at: 'version: 1.19.6' }],
  },
  {
    name: 'Chart.lock is stale by its digest alone',
    stack: 'metal3-1-36',
    edits: [
      remove('stack.lock.yaml'),
      write(
        'cluster-addon/cni/Chart.lock',
        'dependencies:\n  - name: cilium\n    repository: https://helm.cilium.io/\n    version: 1.20.0\ndigest: sha256:0\ngenerated: "2025-05-01T10:00:00Z"\n',
      ),
    ],
    expected: [{ verdict: 'warn', code: 'chart-lock', file: 'cluster-addon/cni/Chart.lock' }],
  },
  {
    name: 'csctl.yaml is for another minor than the newest row',
    stack: 'metal3-1-36',
    edits: [replace('csctl.yaml', 'kubernetesVersion: v1.36.6', 'kubernetesVersion: v1.37.2')],
    expected: [{ verdict: 'warn', code: 'base-version', file: 'csctl.yaml', at: 'v1.37.2' }],
  },
  {
    name: 'two rows give one line',
    stack: 'metal3-1-36',
    edits: [replace('versions.yaml', 'kubernetes: 1.35.10', 'kubernetes: 1.36.5')],
    expected: [{ verdict: 'refuse', code: 'row-duplicate', file: 'versions.yaml', at: 'kubernetes: 1.36.5' }],
  },
  {
    name: 'the Kubernetes version has no patch',
    stack: 'docker-1-36',
    edits: [replace('csctl.yaml', 'v1.36.1', 'v1.36')],
    expected: [{ verdict: 'refuse', code: 'kubernetes-version', file: 'csctl.yaml', at: 'kubernetesVersion' }],
  },
  {
    name: "the stack's name has a dash",
    stack: 'docker-1-36',
    edits: [replace('csctl.yaml', 'clusterStackName: scs', 'clusterStackName: scs-lab')],
    expected: [{ verdict: 'refuse', code: 'name', file: 'csctl.yaml', at: 'scs-lab' }],
  },
  {
    name: 'a key of csctl.yaml is misspelt',
    stack: 'docker-1-36',
    edits: [replace('csctl.yaml', 'clusterStackName', 'clusterStackname')],
    expected: [{ verdict: 'refuse', code: 'config-field', file: 'csctl.yaml' }],
    consequences: ['warn unknown-key'],
  },
  {
    name: 'the cluster class keeps the name of the minor before',
    stack: 'docker-1-36',
    edits: [replace('cluster-class/Chart.yaml', 'docker-scs-1-36-cluster-class', 'docker-scs-1-35-cluster-class')],
    expected: [{ verdict: 'warn', code: 'chart-name', file: 'cluster-class/Chart.yaml', at: 'docker-scs-1-35-cluster-class' }],
  },
  {
    name: 'an addon lost its Chart.yaml',
    stack: 'docker-1-36',
    edits: [remove('cluster-addon/metrics-server/Chart.yaml')],
    expected: [{ verdict: 'refuse', code: 'missing-file', file: 'cluster-addon/metrics-server/Chart.yaml' }],
  },
  {
    name: "an addon's Chart.yaml has no version",
    stack: 'docker-1-36',
    edits: [cut('cluster-addon/cni/Chart.yaml', 'version: 0.1.0\n')],
    expected: [{ verdict: 'refuse', code: 'chart-field', file: 'cluster-addon/cni/Chart.yaml' }],
  },
  {
    name: 'Chart.yaml is not YAML',
    stack: 'metal3-1-36',
    edits: [replace('cluster-addon/cni/Chart.yaml', 'description: Cilium, the', 'description: Cilium: the')],
    expected: [{ verdict: 'refuse', code: 'yaml-syntax', file: 'cluster-addon/cni/Chart.yaml', at: 'description' }],
    // The dependencies of a chart that cannot be read are not known.
    consequences: ['refuse row-key', LOCK],
  },
];
