import {
  append,
  cutBetween,
  type Edit,
  type GoodStack,
  insertAfter,
  type Mistake,
  remove,
  rename,
  replace,
  replaceAll,
  swapArchive,
  write,
} from './mutation.ts';

const STAGES = 'clusteraddon.yaml';
const CLASS = 'cluster-class/templates/cluster-class.yaml';
const KUBEADM = 'cluster-class/templates/kubeadm-templates.yaml';
const PATCHES = 'cluster-class/files/patches.yaml';
const VARIABLES = 'cluster-class/files/variables.yaml';

/** A mistake against what was released before. */
export interface Upgrade extends Mistake {
  /** What was released; the stack itself unless given. */
  readonly earlier?: { readonly stack: GoodStack; readonly edits?: readonly Edit[] };
}

/** A chart as a folder, as little as rules about versions look at. */
function fakeCilium(version: string): Edit[] {
  return [
    remove('stack.lock.yaml'),
    remove('cluster-addon/cni/charts/cilium-1.20.0.tgz'),
    replaceAll('versions.yaml', 'cilium: 1.20.0', `cilium: ${version}`),
    write('cluster-addon/cni/charts/cilium/Chart.yaml', `apiVersion: v2\nname: cilium\nversion: ${version}\nappVersion: ${version}\n`),
    write(
      'cluster-addon/cni/charts/cilium/templates/ds.yaml',
      'apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: cilium\n  namespace: kube-system\n',
    ),
  ];
}

export const OLD_CILIUM: readonly Edit[] = [
  remove('stack.lock.yaml'),
  replaceAll('versions.yaml', 'cilium: 1.20.0', 'cilium: 1.19.6'),
  ...swapArchive('cni', 'cilium', '1.20.0', '1.19.6'),
];

/** The names of templates without the release's version, as a beginner's class has them. */
const FIXED_NAMES: readonly Edit[] = [KUBEADM, CLASS].map((file) =>
  replaceAll(file, 'name: {{ include "class.name" . }}-control-plane', 'name: {{ .Release.Name }}-control-plane'),
);
const FIXED_MACHINES = replaceAll(
  'cluster-class/templates/docker-templates.yaml',
  'name: {{ include "class.name" . }}-control-plane',
  'name: {{ .Release.Name }}-control-plane',
);

export const UPGRADE_MISTAKES: readonly Upgrade[] = [
  {
    name: 'an addon is renamed',
    stack: 'docker-1-36',
    edits: [rename('cluster-addon/metrics-server', 'cluster-addon/metrics'), replaceAll(STAGES, 'name: metrics-server', 'name: metrics')],
    expected: [{ verdict: 'refuse', code: 'addon-added', subject: 'metrics' }],
    consequences: ['warn addon-dropped', 'warn stage-removed'],
  },
  {
    name: 'an addon is added',
    stack: 'docker-1-36',
    edits: [
      write('cluster-addon/extra/Chart.yaml', 'apiVersion: v2\nname: extra\nversion: 0.1.0\n'),
      write('cluster-addon/extra/templates/map.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\n'),
      insertAfter(STAGES, '    - name: metrics-server\n      action: apply\n', '    - name: extra\n      action: apply\n'),
      append(STAGES, '    - name: extra\n      action: apply\n'),
    ],
    expected: [{ verdict: 'refuse', code: 'addon-added', subject: 'extra', file: STAGES, at: 'name: extra' }],
  },
  {
    name: 'an addon is dropped',
    stack: 'docker-1-36',
    edits: [remove('cluster-addon/metrics-server'), replaceAll(STAGES, '    - name: metrics-server\n      action: apply\n', '')],
    expected: [{ verdict: 'warn', code: 'addon-dropped', subject: 'metrics-server' }],
    consequences: ['warn stage-removed'],
  },
  {
    name: 'an addon loses its stage at creation',
    stack: 'docker-1-36',
    edits: [replace(STAGES, '    - name: metrics-server\n      action: apply\n', '')],
    expected: [{ verdict: 'warn', code: 'stage-removed', subject: 'metrics-server' }],
    consequences: ['warn stage-unused'],
  },
  {
    name: 'the network is downgraded',
    stack: 'metal3-1-36',
    edits: OLD_CILIUM,
    expected: [{ verdict: 'refuse', code: 'addon-downgraded', subject: 'cilium', file: 'versions.yaml', at: 'cilium: 1.19.6' }],
    // Values of 1.20 that 1.19 does not have.
    consequences: ['warn addon-version', 'warn value-unread'],
  },
  {
    name: 'the network goes up by two minors',
    stack: 'metal3-1-36',
    earlier: { stack: 'metal3-1-36', edits: fakeCilium('1.18.12') },
    edits: [append('cluster-addon/cni/values.yaml', '# newer\n')],
    expected: [{ verdict: 'refuse', code: 'addon-step', subject: 'cilium' }],
  },
  {
    name: 'the line of the next minor has an older network',
    stack: 'openstack-1-36',
    earlier: { stack: 'openstack-1-35' },
    edits: OLD_CILIUM,
    expected: [{ verdict: 'refuse', code: 'addon-downgraded', subject: 'cilium' }],
    consequences: ['warn addon-version', 'warn value-unread'],
  },
  {
    name: 'the line of the next minor renames an addon',
    stack: 'openstack-1-36',
    earlier: { stack: 'openstack-1-35' },
    edits: [
      rename('cluster-addon/csi', 'cluster-addon/cinder'),
      replaceAll(STAGES, 'name: csi', 'name: cinder'),
      remove('stack.lock.yaml'),
    ],
    expected: [{ verdict: 'refuse', code: 'addon-added', subject: 'cinder' }],
    consequences: ['warn addon-dropped', 'warn stage-removed'],
  },
  {
    name: 'a minor is left out',
    stack: 'openstack-1-35',
    earlier: { stack: 'openstack-1-33' },
    edits: [append('README.md', 'More.\n')],
    expected: [{ verdict: 'warn', code: 'minor-skipped' }],
  },
  {
    name: 'a variable is removed',
    stack: 'docker-1-36',
    edits: [
      cutBetween(VARIABLES, '- name: preloadImages', '- name: kubeletMaxPods'),
      cutBetween(PATCHES, '- name: preloadImages', '- name: kubeletMaxPods'),
    ],
    expected: [{ verdict: 'refuse', code: 'variable-removed', subject: 'preloadImages' }],
  },
  {
    name: 'a variable is renamed',
    stack: 'docker-1-36',
    edits: [replaceAll(VARIABLES, 'certSANs', 'certNames'), replaceAll(PATCHES, '.certSANs', '.certNames')],
    expected: [{ verdict: 'refuse', code: 'variable-removed', subject: 'certSANs' }],
  },
  {
    name: 'a variable has another type',
    stack: 'docker-1-36',
    edits: [
      replace(VARIABLES, 'type: integer\n      description: Pods that', 'type: string\n      description: Pods that'),
      replace(
        VARIABLES,
        'default: 110\n      example: 200\n      minimum: 10\n      maximum: 250\n',
        'default: "110"\n      example: "200"\n',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'variable-retyped', subject: 'kubeletMaxPods' }],
  },
  {
    name: 'a new variable is required',
    stack: 'docker-1-36',
    edits: [
      append(VARIABLES, '- name: region\n  required: true\n  schema:\n    openAPIV3Schema:\n      type: string\n      example: eu-1\n'),
      append(
        PATCHES,
        '- name: region\n  definitions:\n    - selector: *controlPlane\n      jsonPatches:\n        - op: add\n          path: /spec/template/spec/kubeadmConfigSpec/initConfiguration/nodeRegistration/kubeletExtraArgs/node-labels\n          valueFrom:\n            template: region={{ .region }}\n',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'variable-required', subject: 'region' }],
  },
  {
    name: 'a variable takes fewer values',
    stack: 'docker-1-36',
    edits: [
      replace(VARIABLES, 'example: 200\n      minimum: 10\n      maximum: 250', 'example: 120\n      minimum: 10\n      maximum: 150'),
    ],
    expected: [{ verdict: 'warn', code: 'variable-narrowed', subject: 'kubeletMaxPods' }],
  },
  {
    name: 'a variable loses one of its values',
    stack: 'docker-1-36',
    edits: [replace(VARIABLES, 'enum: [Metadata, Request, RequestResponse]', 'enum: [Metadata, Request]')],
    expected: [{ verdict: 'warn', code: 'variable-narrowed', subject: 'auditLog.level' }],
  },
  {
    name: 'a class of workers is renamed',
    stack: 'docker-1-36',
    edits: [replace(CLASS, 'class: default-worker', 'class: worker'), replaceAll(PATCHES, 'names: [default-worker]', 'names: [worker]')],
    expected: [{ verdict: 'refuse', code: 'worker-class-removed' }],
  },
  {
    name: 'a template changes under its old name',
    stack: 'docker-1-36',
    earlier: { stack: 'docker-1-36', edits: [...FIXED_NAMES, FIXED_MACHINES] },
    edits: [...FIXED_NAMES, FIXED_MACHINES, replace(KUBEADM, 'host.docker.internal]', 'host.docker.internal, api.example.com]')],
    expected: [{ verdict: 'refuse', code: 'template-changed', subject: 'KubeadmControlPlaneTemplate/docker-scs-1-36-control-plane' }],
  },
  {
    name: 'the Kubernetes patch goes down',
    stack: 'docker-1-36',
    edits: [replace('csctl.yaml', 'v1.36.1', 'v1.36.0'), replaceAll('cluster-class/values.yaml', 'v1.36.1', 'v1.36.0')],
    expected: [{ verdict: 'refuse', code: 'kubernetes-lowered', file: 'csctl.yaml', at: 'v1.36.0' }],
    consequences: ['warn kubernetes-patch'],
  },
];
