import { append, cut, insertAfter, type Mistake, replace, replaceAll } from './mutation.ts';

const CLASS = 'cluster-class/templates/cluster-class.yaml';
const PATCHES = 'cluster-class/files/patches.yaml';
const KUBEADM = 'cluster-class/templates/kubeadm-templates.yaml';
const OPENSTACK = 'cluster-class/templates/openstack-templates.yaml';
const DOCKER = 'cluster-class/templates/docker-templates.yaml';

/** The ClusterClass and its templates. */
export const CLASS_MISTAKES: readonly Mistake[] = [
  {
    name: 'the class has a name of its own',
    stack: 'docker-1-36',
    edits: [replace(CLASS, 'name: {{ include "class.name" . }}\n', 'name: {{ .Chart.Name }}-{{ .Chart.Version }}\n')],
    expected: [{ verdict: 'refuse', code: 'class-name', file: CLASS }],
  },
  {
    name: 'the name of the class lacks the version',
    stack: 'openstack-1-36',
    edits: [replace(CLASS, 'name: {{ include "class.name" . }}\n', 'name: {{ .Release.Name }}\n')],
    expected: [{ verdict: 'refuse', code: 'class-name', file: CLASS }],
  },
  {
    name: 'there are two classes',
    stack: 'docker-1-36',
    edits: [
      append(
        DOCKER,
        '---\napiVersion: cluster.x-k8s.io/v1beta1\nkind: ClusterClass\nmetadata:\n  name: {{ include "class.name" . }}-small\nspec: {}\n',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'class-name' }],
    consequences: ['warn class-structure', 'refuse class-field', 'warn class-field'],
  },
  {
    name: 'a ref names no template',
    stack: 'openstack-1-36',
    edits: [
      replace(
        CLASS,
        'kind: OpenStackMachineTemplate\n              name: {{ include "class.name" . }}-default-worker',
        'kind: OpenStackMachineTemplate\n              name: {{ include "class.name" . }}-worker',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'class-ref', file: CLASS }],
    consequences: ['warn class-template', 'warn class-patch', 'refuse class-selector'],
  },
  {
    name: 'a ref has another apiVersion than its template',
    stack: 'openstack-1-36',
    edits: [
      replace(
        CLASS,
        'apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\n      kind: OpenStackClusterTemplate',
        'apiVersion: infrastructure.cluster.x-k8s.io/v1alpha7\n      kind: OpenStackClusterTemplate',
      ),
    ],
    expected: [
      { verdict: 'warn', code: 'class-ref', file: CLASS },
      { verdict: 'refuse', code: 'class-selector', subject: 'patch identityRef', file: CLASS },
    ],
  },
  {
    name: 'a ref names the kind of the cluster and not of its template',
    stack: 'docker-1-36',
    edits: [replace(CLASS, 'kind: DockerClusterTemplate', 'kind: DockerCluster')],
    expected: [{ verdict: 'refuse', code: 'class-structure', file: CLASS }],
    consequences: ['warn class-template', 'refuse class-ref'],
  },
  {
    name: 'a template was forgotten when its ref was renamed',
    stack: 'docker-1-36',
    edits: [
      append(
        DOCKER,
        '---\napiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: DockerMachineTemplate\nmetadata:\n  name: {{ include "class.name" . }}-old-worker\n  namespace: {{ .Release.Namespace }}\nspec:\n  template:\n    spec:\n      customImage: {{ .Values.images.worker.name | quote }}\n',
      ),
    ],
    expected: [{ verdict: 'warn', code: 'class-template', file: DOCKER }],
  },
  {
    name: 'an apiVersion that only old releases of the provider serve',
    stack: 'openstack-1-36',
    edits: [
      replaceAll(OPENSTACK, 'infrastructure.cluster.x-k8s.io/v1beta1', 'infrastructure.cluster.x-k8s.io/v1alpha7'),
      replaceAll(CLASS, 'infrastructure.cluster.x-k8s.io/v1beta1', 'infrastructure.cluster.x-k8s.io/v1alpha7'),
      replaceAll(PATCHES, 'infrastructure.cluster.x-k8s.io/v1beta1', 'infrastructure.cluster.x-k8s.io/v1alpha7'),
    ],
    expected: [
      { verdict: 'warn', code: 'class-api', subject: 'OpenStackClusterTemplate of infrastructure.cluster.x-k8s.io/v1alpha7' },
      { verdict: 'refuse', code: 'class-field', file: OPENSTACK },
    ],
    consequences: [
      'refuse class-patch-field',
      'warn class-patch-field',
      'warn class-patch-value',
      'refuse class-patch-value',
      'warn class-field',
    ],
  },
  {
    name: 'the shape of v1beta2 in a class of v1beta1',
    stack: 'docker-1-36',
    edits: [replace(CLASS, '  infrastructure:\n    ref:', '  infrastructure:\n    templateRef:')],
    expected: [{ verdict: 'refuse', code: 'class-field', file: CLASS }],
    consequences: ['refuse class-structure', 'warn class-field', 'warn class-template', 'refuse class-ref'],
  },
  {
    name: 'the shape of v1beta1 in a class of v1beta2',
    stack: 'docker-1-36',
    edits: [replace(CLASS, 'apiVersion: cluster.x-k8s.io/v1beta1', 'apiVersion: cluster.x-k8s.io/v1beta2')],
    expected: [{ verdict: 'refuse', code: 'class-field', file: CLASS }],
    consequences: ['refuse class-structure', 'warn class-field', 'warn class-template'],
  },
  {
    name: 'a field that the template does not have',
    stack: 'openstack-1-36',
    edits: [
      replace(
        OPENSTACK,
        '      managedSubnets:\n        - cidr: 10.8.0.0/20\n',
        '      managedSubnets:\n        - cidr: 10.8.0.0/20\n      nodeCidr: 10.8.0.0/20\n',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'class-field', file: OPENSTACK }],
  },
  {
    name: 'a field of the template has a typo',
    stack: 'docker-1-36',
    edits: [replace(KUBEADM, 'joinConfiguration:', 'joinConfigurations:')],
    expected: [{ verdict: 'refuse', code: 'class-field', file: KUBEADM }],
    consequences: ['refuse class-patch', 'refuse class-patch-field'],
  },
  {
    name: 'a field of v1alpha7 in a template of v1beta1',
    stack: 'openstack-1-36',
    edits: [
      cut(OPENSTACK, '        allowAllInClusterTraffic: false\n'),
      insertAfter(OPENSTACK, '      managedSubnets:\n        - cidr: 10.8.0.0/20\n', '      allowAllInClusterTraffic: false\n'),
    ],
    expected: [{ verdict: 'refuse', code: 'class-field', file: OPENSTACK }],
    consequences: ['warn class-patch', 'refuse class-patch', 'warn class-field'],
  },
  {
    name: 'a number where a text must be',
    stack: 'docker-1-36',
    edits: [replace(KUBEADM, 'profiling: "false"', 'profiling: false')],
    expected: [{ verdict: 'refuse', code: 'class-field', file: KUBEADM }],
    consequences: ['refuse class-patch-value'],
  },
  {
    name: 'the files of patches are not where the template looks',
    stack: 'docker-1-36',
    edits: [replace(CLASS, '"files/patches.yaml"', '"files/patch.yaml"')],
    expected: [{ verdict: 'warn', code: 'class-variable' }],
  },
];
