import { append, cut, insertAfter, type Mistake, rename, replace, write } from './mutation.ts';

const FILE = 'clusteraddon.yaml';
/** No stage now applies the addon to new clusters. */
const UNUSED = 'warn stage-unused';
const CONDITION = 'kindnet.status.numberReady > 0';

/** In the stack for docker: an expression in the place of the good one. */
function express(conditions: string): Pick<Mistake, 'stack' | 'edits'> {
  return { stack: 'docker-1-36', edits: [replace(FILE, `conditions: ${CONDITION}`, `conditions: ${conditions}`)] };
}

export const STAGE_MISTAKES: readonly Mistake[] = [
  {
    name: 'a hook is misspelt',
    stack: 'docker-1-36',
    edits: [replace(FILE, 'AfterControlPlaneInitialized:', 'AfterControlplaneInitialized:')],
    expected: [{ verdict: 'refuse', code: 'stage-hook', file: FILE, at: 'AfterControlplaneInitialized' }],
    consequences: [UNUSED],
  },
  {
    name: 'the hook for upgrades has the name of one that CSO never runs',
    stack: 'openstack-1-36',
    edits: [replace(FILE, 'BeforeClusterUpgrade:', 'AfterClusterUpgrade:')],
    expected: [
      { verdict: 'warn', code: 'stage-hook', file: FILE, at: 'AfterClusterUpgrade' },
      { verdict: 'refuse', code: 'stage-upgrade', subject: 'cni' },
      { verdict: 'refuse', code: 'stage-upgrade', subject: 'ccm' },
    ],
  },
  {
    name: 'there is no hook for upgrades',
    stack: 'metal3-1-36',
    edits: [cut(FILE, '  BeforeClusterUpgrade:\n    - name: cni\n      action: apply\n    - name: metrics-server\n      action: apply\n')],
    expected: [
      { verdict: 'refuse', code: 'stage-upgrade', subject: 'cni', file: FILE, at: 'name: cni' },
      { verdict: 'refuse', code: 'stage-upgrade', subject: 'metrics-server', file: FILE, at: 'name: metrics-server' },
    ],
  },
  {
    name: 'one addon is left out of the upgrade',
    stack: 'openstack-1-36',
    edits: [
      replace(
        FILE,
        'BeforeClusterUpgrade:\n    - name: cni\n      action: apply\n    - name: ccm\n      action: apply\n',
        'BeforeClusterUpgrade:\n    - name: cni\n      action: apply\n',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'stage-upgrade', subject: 'ccm', file: FILE, at: 'name: ccm' }],
  },
  {
    name: 'an action begins with a capital',
    stack: 'openstack-1-36',
    edits: [replace(FILE, 'name: csi\n      action: apply', 'name: csi\n      action: Apply')],
    expected: [{ verdict: 'refuse', code: 'stage-action', file: FILE, at: 'Apply' }],
    consequences: [UNUSED],
  },
  {
    name: 'an action is missing',
    stack: 'docker-1-36',
    edits: [replace(FILE, '    - name: metrics-server\n      action: apply\n', '    - name: metrics-server\n')],
    expected: [{ verdict: 'refuse', code: 'stage-action', file: FILE, at: 'name: metrics-server' }],
    consequences: [UNUSED],
  },
  {
    name: 'an action is of another tool',
    stack: 'metal3-1-36',
    edits: [replace(FILE, 'name: metrics-server\n      action: apply', 'name: metrics-server\n      action: install')],
    expected: [{ verdict: 'refuse', code: 'stage-action', file: FILE, at: 'install' }],
    consequences: [UNUSED],
  },
  {
    name: 'a stage names no folder',
    stack: 'openstack-1-36',
    edits: [replace(FILE, '- name: csi', '- name: cinder-csi')],
    expected: [{ verdict: 'refuse', code: 'stage-folder', file: FILE, at: 'cinder-csi' }],
    consequences: ['refuse stage-upgrade', UNUSED],
  },
  {
    name: 'a folder was renamed without its stages',
    stack: 'docker-1-36',
    edits: [rename('cluster-addon/metrics-server', 'cluster-addon/metrics')],
    expected: [{ verdict: 'refuse', code: 'stage-folder', subject: 'metrics-server' }],
    consequences: [UNUSED],
  },
  {
    name: 'an addon that no stage names',
    stack: 'docker-1-36',
    edits: [write('cluster-addon/registry/Chart.yaml', 'apiVersion: v2\nname: registry\nversion: 0.1.0\n')],
    expected: [{ verdict: 'warn', code: 'stage-unused', subject: 'registry' }],
  },
  {
    name: 'a hook names an addon twice',
    stack: 'docker-1-36',
    edits: [append(FILE, '    - name: cni\n      action: apply\n')],
    expected: [{ verdict: 'warn', code: 'stage-unused', subject: 'cni', file: FILE }],
  },
  {
    name: 'the key of a condition is misspelt',
    stack: 'docker-1-36',
    edits: [replace(FILE, 'waitForPostCondition', 'waitForPostConditions')],
    expected: [{ verdict: 'refuse', code: 'stage-key', file: FILE, at: 'waitForPostConditions' }],
  },
  {
    name: "the key of an object's namespace is misspelt",
    stack: 'openstack-1-36',
    edits: [
      replace(FILE, '            namespace: kube-system\n          - key: ccm', '            nameSpace: kube-system\n          - key: ccm'),
    ],
    expected: [{ verdict: 'refuse', code: 'stage-key', file: FILE, at: 'nameSpace' }],
    consequences: ['refuse stage-object'],
  },
  {
    name: 'stages are a map and no list',
    stack: 'docker-1-36',
    edits: [
      replace(
        FILE,
        'BeforeClusterUpgrade:\n    - name: cni\n      action: apply\n    - name: metrics-server\n      action: apply\n',
        'BeforeClusterUpgrade:\n    cni: apply\n    metrics-server: apply\n',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'stage-form', file: FILE }],
    consequences: ['refuse stage-upgrade'],
  },
  {
    name: 'an expression is not closed',
    ...express('(kindnet.status.numberReady > 0'),
    expected: [{ verdict: 'refuse', code: 'stage-expression', file: FILE, at: '(kindnet' }],
  },
  {
    name: 'an expression in the words of another language',
    ...express('kindnet.status.numberReady > 0 and true'),
    expected: [{ verdict: 'refuse', code: 'stage-expression', file: FILE, at: 'and true' }],
  },
  {
    name: 'an expression uses an object that is not declared',
    ...express('daemonset.status.numberReady > 0'),
    expected: [{ verdict: 'refuse', code: 'stage-expression', file: FILE, at: 'daemonset' }],
    consequences: ['warn stage-expression'],
  },
  {
    name: 'an expression that is a number',
    ...express('size(kindnet.status)'),
    expected: [{ verdict: 'refuse', code: 'stage-expression', file: FILE, at: 'size(kindnet.status)' }],
  },
  {
    name: 'an expression with one = for two',
    ...express('kindnet.status.numberReady = kindnet.status.desiredNumberScheduled'),
    expected: [{ verdict: 'refuse', code: 'stage-expression', file: FILE, at: 'numberReady =' }],
  },
  {
    name: 'an expression with a function that CEL does not have',
    ...express('len(kindnet.status.conditions) > 0'),
    expected: [{ verdict: 'refuse', code: 'stage-expression', file: FILE, at: 'len(' }],
  },
  {
    name: 'a declared object that the expression does not use',
    stack: 'openstack-1-36',
    edits: [replace(FILE, ' && ccm.status.numberReady > 0', '')],
    expected: [{ verdict: 'warn', code: 'stage-expression', file: FILE }],
  },
  {
    name: 'an object of no namespace that has one',
    stack: 'metal3-1-36',
    edits: [cut(FILE, '            namespace: kube-system\n')],
    expected: [{ verdict: 'refuse', code: 'stage-object', file: FILE }],
    consequences: ['warn stage-order'],
  },
  {
    name: 'an object of an API that never was',
    stack: 'metal3-1-36',
    edits: [replace(FILE, 'apiVersion: apps/v1', 'apiVersion: apps/v1beta2')],
    expected: [{ verdict: 'refuse', code: 'stage-object', file: FILE }],
  },
  {
    name: 'the network waits before it is applied for itself',
    stack: 'metal3-1-36',
    edits: [replace(FILE, 'waitForPostCondition', 'waitForPreCondition')],
    expected: [{ verdict: 'refuse', code: 'stage-order', subject: 'cni', file: FILE }],
  },
  {
    name: 'a stage waits for an addon that comes later',
    stack: 'openstack-1-36',
    edits: [
      replace(FILE, '    - name: cni\n      action: apply\n    # One ready', '    # One ready'),
      insertAfter(
        FILE,
        'conditions: cilium.status.numberReady > 0 && ccm.status.numberReady > 0\n',
        '    - name: cni\n      action: apply\n',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'stage-order', subject: 'ccm', file: FILE }],
  },
  {
    name: 'a stage waits for an object whose name has a typo',
    stack: 'metal3-1-36',
    edits: [replace(FILE, 'name: cilium', 'name: ciliun')],
    expected: [{ verdict: 'warn', code: 'stage-order', subject: 'cni', file: FILE }],
  },
];
