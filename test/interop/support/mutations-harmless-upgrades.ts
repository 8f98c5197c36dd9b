import { append, cut, replace, replaceAll } from './mutation.ts';
import { OLD_CILIUM, type Upgrade } from './mutations-upgrades.ts';

const STAGES = 'clusteraddon.yaml';
const KUBEADM = 'cluster-class/templates/kubeadm-templates.yaml';
const PATCHES = 'cluster-class/files/patches.yaml';
const VARIABLES = 'cluster-class/files/variables.yaml';

/** What may change from release to release. */
export const HARMLESS_UPGRADES: readonly Omit<Upgrade, 'expected' | 'consequences'>[] = [
  {
    name: 'another description',
    stack: 'docker-1-36',
    edits: [replace('cluster-addon/cni/Chart.yaml', 'description: kindnet', 'description: Kindnet')],
  },
  {
    name: 'a newer Kubernetes patch with its images',
    stack: 'docker-1-36',
    edits: [replace('csctl.yaml', 'v1.36.1', 'v1.36.6'), replaceAll('cluster-class/values.yaml', 'v1.36.1', 'v1.36.6')],
  },
  {
    name: 'a further optional variable',
    stack: 'docker-1-36',
    edits: [
      append(
        VARIABLES,
        '- name: clusterDomain\n  required: false\n  schema:\n    openAPIV3Schema:\n      type: string\n      default: cluster.local\n',
      ),
      append(
        PATCHES,
        "- name: clusterDomain\n  definitions:\n    - selector: *controlPlane\n      jsonPatches:\n        - op: add\n          path: /spec/template/spec/kubeadmConfigSpec/clusterConfiguration/apiServer/extraArgs/service-account-issuer\n          valueFrom:\n            template: 'https://kubernetes.default.svc.{{ .clusterDomain }}'\n",
      ),
    ],
  },
  { name: 'a variable takes more values', stack: 'docker-1-36', edits: [replace(VARIABLES, 'maximum: 250', 'maximum: 500')] },
  {
    name: 'a template changes under a new name',
    stack: 'docker-1-36',
    edits: [replace(KUBEADM, 'host.docker.internal]', 'host.docker.internal, api.example.com]')],
  },
  {
    name: 'the network goes up by a minor',
    stack: 'metal3-1-36',
    earlier: { stack: 'metal3-1-36', edits: OLD_CILIUM },
    edits: [append('cluster-addon/cni/values.yaml', '# newer\n')],
  },
  {
    name: 'the line of the next minor',
    stack: 'openstack-1-36',
    earlier: { stack: 'openstack-1-35' },
    edits: [append('README.md', 'More.\n')],
  },
  {
    name: 'the last newline of a template goes',
    stack: 'openstack-1-36',
    edits: [{ kind: 'text', file: KUBEADM, change: (text) => text.trimEnd() }],
  },
  {
    name: 'a stage for upgrades waits, too',
    stack: 'docker-1-36',
    edits: [cut(STAGES, '  # Nothing waits, since a node that is down must not block the upgrade.\n')],
  },
];
