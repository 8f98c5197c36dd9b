import { append, cut, cutBetween, insertAfter, type Mistake, replace, replaceAll, write } from './mutation.ts';

const CLASS = 'cluster-class/templates/cluster-class.yaml';
const PATCHES = 'cluster-class/files/patches.yaml';
const VARIABLES = 'cluster-class/files/variables.yaml';
const KUBEADM = 'cluster-class/templates/kubeadm-templates.yaml';
const OPENSTACK = 'cluster-class/templates/openstack-templates.yaml';
const DOCKER = 'cluster-class/templates/docker-templates.yaml';

/** The ClusterClass and its templates. */
export const CLASS_MISTAKES: readonly Mistake[] = [
  {
    name: 'the class has a name of its own',
    stack: 'docker-1-32',
    edits: [replace(CLASS, 'name: {{ include "class.name" . }}\n', 'name: {{ .Chart.Name }}-{{ .Chart.Version }}\n')],
    expected: [{ verdict: 'refuse', code: 'class-name', file: CLASS }],
  },
  {
    name: 'the name of the class lacks the version',
    stack: 'openstack-1-32',
    edits: [replace(CLASS, 'name: {{ include "class.name" . }}\n', 'name: {{ .Release.Name }}\n')],
    expected: [{ verdict: 'refuse', code: 'class-name', file: CLASS }],
  },
  {
    name: 'there are two classes',
    stack: 'docker-1-32',
    edits: [
      append(
        DOCKER,
        '---\napiVersion: cluster.x-k8s.io/v1beta1\nkind: ClusterClass\nmetadata:\n  name: {{ include "class.name" . }}-small\nspec: {}\n',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'class-name' }],
    consequences: ['refuse class-structure', 'refuse class-field'],
  },
  {
    name: 'a ref names no template',
    stack: 'openstack-1-32',
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
    stack: 'openstack-1-32',
    edits: [
      replace(
        CLASS,
        'apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\n      kind: OpenStackClusterTemplate',
        'apiVersion: infrastructure.cluster.x-k8s.io/v1alpha7\n      kind: OpenStackClusterTemplate',
      ),
    ],
    expected: [
      { verdict: 'warn', code: 'class-ref', subject: 'OpenStackClusterTemplate/openstack-scs-1-32-v1-cluster', file: CLASS },
      { verdict: 'refuse', code: 'class-selector', subject: 'patch identityRef', file: CLASS },
    ],
  },
  {
    name: 'a ref names the kind of the cluster and not of its template',
    stack: 'docker-1-32',
    edits: [replace(CLASS, 'kind: DockerClusterTemplate', 'kind: DockerCluster')],
    expected: [{ verdict: 'refuse', code: 'class-structure', file: CLASS }],
    consequences: ['warn class-template', 'refuse class-ref'],
  },
  {
    name: 'a template was forgotten when its ref was renamed',
    stack: 'docker-1-32',
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
    stack: 'openstack-1-32',
    edits: [
      replaceAll(OPENSTACK, 'infrastructure.cluster.x-k8s.io/v1beta1', 'infrastructure.cluster.x-k8s.io/v1alpha7'),
      replaceAll(CLASS, 'infrastructure.cluster.x-k8s.io/v1beta1', 'infrastructure.cluster.x-k8s.io/v1alpha7'),
      replaceAll(PATCHES, 'infrastructure.cluster.x-k8s.io/v1beta1', 'infrastructure.cluster.x-k8s.io/v1alpha7'),
    ],
    expected: [
      { verdict: 'warn', code: 'class-api', subject: 'OpenStackClusterTemplate' },
      { verdict: 'refuse', code: 'class-field', file: OPENSTACK },
    ],
    consequences: ['refuse class-patch-field', 'warn class-patch-value', 'refuse class-patch-value', 'warn class-field'],
  },
  {
    name: 'the shape of v1beta2 in a class of v1beta1',
    stack: 'docker-1-32',
    edits: [replace(CLASS, '  infrastructure:\n    ref:', '  infrastructure:\n    templateRef:')],
    expected: [{ verdict: 'refuse', code: 'class-field', file: CLASS }],
    consequences: ['refuse class-structure', 'warn class-field', 'warn class-template', 'refuse class-ref'],
  },
  {
    name: 'the shape of v1beta1 in a class of v1beta2',
    stack: 'docker-1-32',
    edits: [replace(CLASS, 'apiVersion: cluster.x-k8s.io/v1beta1', 'apiVersion: cluster.x-k8s.io/v1beta2')],
    expected: [{ verdict: 'refuse', code: 'class-field', file: CLASS }],
    consequences: ['refuse class-structure', 'warn class-field', 'warn class-template'],
  },
  {
    name: 'a field that the template does not have',
    stack: 'openstack-1-32',
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
    stack: 'docker-1-32',
    edits: [replace(KUBEADM, 'joinConfiguration:', 'joinConfigurations:')],
    expected: [{ verdict: 'refuse', code: 'class-field', file: KUBEADM }],
    consequences: ['refuse class-patch', 'refuse class-patch-field'],
  },
  {
    name: 'a field of v1alpha7 in a template of v1beta1',
    stack: 'openstack-1-32',
    edits: [
      cut(OPENSTACK, '        allowAllInClusterTraffic: false\n'),
      insertAfter(OPENSTACK, '      managedSubnets:\n        - cidr: 10.8.0.0/20\n', '      allowAllInClusterTraffic: false\n'),
    ],
    expected: [{ verdict: 'refuse', code: 'class-field', file: OPENSTACK }],
    consequences: ['warn class-patch', 'refuse class-patch', 'warn class-field'],
  },
  {
    name: 'a number where a text must be',
    stack: 'docker-1-32',
    edits: [replace(KUBEADM, 'profiling: "false"', 'profiling: false')],
    expected: [{ verdict: 'refuse', code: 'class-field', file: KUBEADM }],
    consequences: ['refuse class-patch-value'],
  },
  {
    name: 'the files of patches are not where the template looks',
    stack: 'docker-1-32',
    edits: [replace(CLASS, '"files/patches.yaml"', '"files/patch.yaml"')],
    expected: [{ verdict: 'warn', code: 'class-variable' }],
  },
];

/** Variables and patches. */
export const PATCH_MISTAKES: readonly Mistake[] = [
  {
    name: 'a selector names another apiVersion',
    stack: 'docker-1-32',
    edits: [replace(PATCHES, 'controlplane.cluster.x-k8s.io/v1beta1', 'controlplane.cluster.x-k8s.io/v1beta2')],
    expected: [{ verdict: 'refuse', code: 'class-selector', subject: 'patch certSANs' }],
    // The pointers do not meet the fields of that version either.
    consequences: ['refuse class-patch-field'],
  },
  {
    name: 'a selector names a worker class that is none',
    stack: 'openstack-1-32',
    edits: [replace(PATCHES, 'names: [default-worker]', 'names: [default-workers]')],
    expected: [{ verdict: 'refuse', code: 'class-selector' }],
  },
  {
    name: 'a selector of the control plane names the kind of workers',
    stack: 'metal3-1-32',
    edits: [replace(PATCHES, 'kind: KubeadmControlPlaneTemplate', 'kind: KubeadmConfigTemplate')],
    expected: [{ verdict: 'refuse', code: 'class-selector' }],
    consequences: ['refuse class-patch', 'refuse class-patch-field'],
  },
  {
    name: 'a pointer has a typo',
    stack: 'openstack-1-32',
    edits: [replace(PATCHES, 'path: /spec/template/spec/flavor', 'path: /spec/template/spec/flavour')],
    expected: [{ verdict: 'refuse', code: 'class-patch-field', subject: 'patch flavors' }],
    consequences: ['refuse class-patch', 'refuse class-patch-value'],
  },
  {
    name: 'a pointer lacks the template',
    stack: 'docker-1-32',
    edits: [replace(PATCHES, 'path: /spec/template/spec/customImage', 'path: /spec/customImage')],
    expected: [{ verdict: 'refuse', code: 'class-patch-field', subject: 'patch nodeImage' }],
    consequences: ['warn class-patch-value'],
  },
  {
    name: 'a pointer of v1alpha7',
    stack: 'openstack-1-32',
    edits: [replace(PATCHES, 'managedSecurityGroups/allowAllInClusterTraffic', 'allowAllInClusterTraffic')],
    expected: [
      { verdict: 'refuse', code: 'class-patch-field', subject: 'patch allowAllInClusterTraffic' },
      { verdict: 'warn', code: 'class-patch', subject: 'patch allowAllInClusterTraffic' },
    ],
    consequences: ['warn class-patch-value'],
  },
  {
    name: 'arguments are added to a map that the template no longer has',
    stack: 'docker-1-32',
    edits: [cut(KUBEADM, '            extraArgs:\n              profiling: "false"\n')],
    expected: [{ verdict: 'refuse', code: 'class-patch', subject: 'patch podSecurityStandard' }],
    consequences: ['warn class-patch'],
  },
  {
    name: 'an optional variable adds to a list that the template no longer has',
    stack: 'openstack-1-32',
    edits: [cutBetween(KUBEADM, '            extraVolumes:', '          controllerManager:')],
    expected: [{ verdict: 'warn', code: 'class-patch', subject: 'patch auditLog' }],
  },
  {
    name: 'a patch replaces what the template does not have',
    stack: 'openstack-1-32',
    edits: [cut(OPENSTACK, '      flavor: SCS-4V-8\n')],
    expected: [{ verdict: 'refuse', code: 'class-patch', subject: 'patch flavors' }],
    consequences: ['refuse class-field', 'warn class-field', 'warn class-patch-value', 'refuse class-patch-value'],
  },
  {
    name: 'a patch comes before the one that makes its parent',
    stack: 'openstack-1-32',
    edits: [
      insertAfter(
        PATCHES,
        '- name: externalNetwork\n  description: Public addresses come from the given network.\n  enabledIf: \'{{ ne .externalNetworkID "" }}\'\n  definitions:\n    - selector: *cluster\n      jsonPatches:\n',
        '        - op: add\n          path: /spec/template/spec/externalNetwork/id\n          valueFrom:\n            variable: externalNetworkID\n',
      ),
    ],
    expected: [{ verdict: 'warn', code: 'class-patch', subject: 'patch externalNetwork' }],
  },
  {
    name: 'a patch uses a variable that is not declared',
    stack: 'docker-1-32',
    edits: [replace(PATCHES, 'variable: preloadImages', 'variable: preLoadImages')],
    expected: [{ verdict: 'refuse', code: 'class-variable', subject: 'patch preloadImages' }],
    consequences: ['warn class-patch'],
  },
  {
    name: 'a template of a patch uses a variable that is not declared',
    stack: 'openstack-1-32',
    edits: [replace(PATCHES, '{{- with .dnsNameservers }}', '{{- with .nameservers }}')],
    expected: [{ verdict: 'refuse', code: 'class-variable', subject: 'patch newNetwork' }],
    consequences: ['warn class-variable'],
  },
  {
    name: 'a patch uses a key that the schema of its variable does not have',
    stack: 'docker-1-32',
    edits: [replace(PATCHES, 'variable: oidc.issuerURL', 'variable: oidc.issuerUrl')],
    expected: [{ verdict: 'refuse', code: 'class-variable', subject: 'patch oidc' }],
    consequences: ['warn class-patch'],
  },
  {
    name: 'a variable that nothing uses',
    stack: 'docker-1-32',
    edits: [
      append(VARIABLES, '- name: proxy\n  required: false\n  schema:\n    openAPIV3Schema:\n      type: string\n      default: ""\n'),
    ],
    expected: [{ verdict: 'warn', code: 'class-variable', subject: 'variable proxy' }],
  },
  {
    name: 'a default is of another type',
    stack: 'docker-1-32',
    edits: [replace(VARIABLES, 'default: 110', 'default: "110"')],
    expected: [{ verdict: 'refuse', code: 'class-variable-schema', subject: 'variable kubeletMaxPods' }],
  },
  {
    name: 'a default is not among the values',
    stack: 'openstack-1-32',
    edits: [replace(VARIABLES, 'default: baseline', 'default: base')],
    expected: [{ verdict: 'refuse', code: 'class-variable-schema', subject: 'variable podSecurityStandard' }],
  },
  {
    name: 'a default is above the maximum',
    stack: 'docker-1-32',
    edits: [replace(VARIABLES, 'maximum: 250', 'maximum: 100')],
    expected: [{ verdict: 'refuse', code: 'class-variable-schema', subject: 'variable kubeletMaxPods' }],
  },
  {
    name: 'a default does not match its pattern',
    stack: 'openstack-1-32',
    edits: [replace(VARIABLES, 'default: 10.8.0.0/20', 'default: 10.8.0.0')],
    expected: [{ verdict: 'refuse', code: 'class-variable-schema', subject: 'variable nodeCIDR' }],
  },
  {
    name: 'a pattern that Go cannot read',
    stack: 'docker-1-32',
    edits: [replace(VARIABLES, 'pattern: ^\\S+$', 'pattern: ^(?!-)\\S+$')],
    expected: [{ verdict: 'refuse', code: 'class-variable-schema', subject: 'variable preloadImages' }],
  },
  {
    name: 'a schema of a type that there is none of',
    stack: 'metal3-1-32',
    edits: [replace(VARIABLES, 'type: boolean', 'type: bool')],
    expected: [{ verdict: 'refuse', code: 'class-variable-schema' }],
  },
  {
    name: 'a schema has a key that Cluster API does not know',
    stack: 'docker-1-32',
    edits: [replace(VARIABLES, '      maxItems: 64\n', '      maxItem: 64\n')],
    expected: [{ verdict: 'refuse', code: 'class-field' }],
    consequences: ['refuse class-variable-schema', 'warn class-variable-schema'],
  },
  {
    name: 'two variables of one name',
    stack: 'docker-1-32',
    edits: [
      append(VARIABLES, '- name: nodeImage\n  required: false\n  schema:\n    openAPIV3Schema:\n      type: string\n      default: ""\n'),
    ],
    expected: [{ verdict: 'refuse', code: 'class-variable-schema' }],
    consequences: ['refuse duplicate-entry'],
  },
  {
    name: 'a template of a patch is not closed',
    stack: 'openstack-1-32',
    edits: [replace(PATCHES, "'{id: {{ .routerID | quote }}}'", "'{id: {{ .routerID | quote }'")],
    expected: [{ verdict: 'refuse', code: 'class-patch-form', subject: 'patch router' }],
    consequences: ['warn class-patch', 'warn class-variable'],
  },
  {
    name: 'a template of a patch calls a function that there is none of',
    stack: 'docker-1-32',
    edits: [replace(PATCHES, "'{{ .kubeletMaxPods | quote }}'", "'{{ .kubeletMaxPods | toQuoted }}'")],
    expected: [{ verdict: 'refuse', code: 'class-patch-form', subject: 'patch kubeletMaxPods' }],
    consequences: ['refuse class-patch'],
  },
  {
    name: 'an operation that Cluster API does not do',
    stack: 'docker-1-32',
    edits: [replace(PATCHES, 'op: replace', 'op: set')],
    expected: [{ verdict: 'refuse', code: 'class-patch-form', subject: 'patch certSANs' }],
    consequences: ['refuse class-field'],
  },
  {
    name: 'a patch makes a number of what must be a text',
    stack: 'docker-1-32',
    edits: [replace(PATCHES, "'{{ .kubeletMaxPods | quote }}'", "'{{ .kubeletMaxPods }}'")],
    expected: [{ verdict: 'refuse', code: 'class-patch-value' }],
    consequences: ['warn class-patch-value'],
  },
  {
    name: 'a patch adds a field that its kind does not have',
    stack: 'docker-1-32',
    edits: [replace(PATCHES, 'path: /spec/template/spec/preLoadImages', 'path: /spec/template/spec/preloadImages')],
    expected: [{ verdict: 'refuse', code: 'class-patch-field', subject: 'patch preloadImages' }],
    consequences: ['warn class-patch-value'],
  },
  {
    name: 'a value of a patch has no source',
    stack: 'docker-1-32',
    edits: [replace(PATCHES, '          valueFrom:\n            variable: preloadImages\n', '')],
    expected: [{ verdict: 'refuse', code: 'class-patch-form', subject: 'patch preloadImages' }],
    consequences: ['warn class-variable', 'warn class-patch', 'warn class-patch-value'],
  },
];
