import { cut, cutBetween, insertAfter, type Mistake, replace } from './mutation.ts';

const PATCHES = 'cluster-class/files/patches.yaml';
const KUBEADM = 'cluster-class/templates/kubeadm-templates.yaml';
const OPENSTACK = 'cluster-class/templates/openstack-templates.yaml';

/** Selectors, pointers, operations and values of patches. */
export const PATCH_MISTAKES: readonly Mistake[] = [
  {
    name: 'a selector names another apiVersion',
    stack: 'docker-1-36',
    edits: [replace(PATCHES, 'controlplane.cluster.x-k8s.io/v1beta1', 'controlplane.cluster.x-k8s.io/v1beta2')],
    expected: [{ verdict: 'refuse', code: 'class-selector', subject: 'patch certSANs' }],
    // The pointers do not meet the fields of that version either.
    consequences: ['refuse class-patch-field', 'warn class-patch-field'],
  },
  {
    name: 'a selector names an unknown worker class',
    stack: 'openstack-1-36',
    edits: [replace(PATCHES, 'names: [default-worker]', 'names: [default-workers]')],
    expected: [{ verdict: 'refuse', code: 'class-selector' }],
  },
  {
    name: 'a selector of the control plane names the kind of workers',
    stack: 'metal3-1-36',
    edits: [replace(PATCHES, 'kind: KubeadmControlPlaneTemplate', 'kind: KubeadmConfigTemplate')],
    expected: [{ verdict: 'refuse', code: 'class-selector' }],
    consequences: ['refuse class-patch', 'refuse class-patch-field'],
  },
  {
    name: 'a pointer has a typo',
    stack: 'openstack-1-36',
    edits: [replace(PATCHES, 'path: /spec/template/spec/flavor', 'path: /spec/template/spec/flavour')],
    expected: [{ verdict: 'refuse', code: 'class-patch-field', subject: 'patch flavors' }],
    consequences: ['refuse class-patch', 'refuse class-patch-value'],
  },
  {
    name: 'a pointer lacks the template',
    stack: 'docker-1-36',
    edits: [replace(PATCHES, 'path: /spec/template/spec/customImage', 'path: /spec/customImage')],
    expected: [{ verdict: 'warn', code: 'class-patch-field', subject: 'patch nodeImage' }],
    consequences: ['warn class-patch-value'],
  },
  {
    name: 'a pointer of v1alpha7',
    stack: 'openstack-1-36',
    edits: [replace(PATCHES, 'managedSecurityGroups/allowAllInClusterTraffic', 'allowAllInClusterTraffic')],
    expected: [
      { verdict: 'warn', code: 'class-patch-field', subject: 'patch allowAllInClusterTraffic' },
      { verdict: 'warn', code: 'class-patch', subject: 'patch allowAllInClusterTraffic' },
    ],
    consequences: ['warn class-patch-value'],
  },
  {
    name: 'arguments are added to a map that the template no longer has',
    stack: 'docker-1-36',
    edits: [cut(KUBEADM, '            extraArgs:\n              profiling: "false"\n')],
    expected: [{ verdict: 'refuse', code: 'class-patch', subject: 'patch podSecurityStandard' }],
    consequences: ['warn class-patch'],
  },
  {
    name: 'an optional variable adds to a list that the template no longer has',
    stack: 'openstack-1-36',
    edits: [cutBetween(KUBEADM, '            extraVolumes:', '          controllerManager:')],
    expected: [{ verdict: 'warn', code: 'class-patch', subject: 'patch auditLog' }],
  },
  {
    name: 'a patch replaces what the template does not have',
    stack: 'openstack-1-36',
    edits: [cut(OPENSTACK, '      flavor: SCS-4V-8\n')],
    expected: [{ verdict: 'refuse', code: 'class-patch', subject: 'patch flavors' }],
    consequences: ['refuse class-field', 'warn class-field', 'warn class-patch-value', 'refuse class-patch-value'],
  },
  {
    name: 'a patch comes before the one that makes its parent',
    stack: 'openstack-1-36',
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
    name: 'a template of a patch is not closed',
    stack: 'openstack-1-36',
    edits: [replace(PATCHES, "'{id: {{ .routerID | quote }}}'", "'{id: {{ .routerID | quote }'")],
    expected: [{ verdict: 'refuse', code: 'class-patch-form', subject: 'patch router' }],
    consequences: ['warn class-patch', 'warn class-variable'],
  },
  {
    name: 'a template of a patch calls a function that there is none of',
    stack: 'docker-1-36',
    edits: [replace(PATCHES, "'{{ .kubeletMaxPods | quote }}'", "'{{ .kubeletMaxPods | toQuoted }}'")],
    expected: [{ verdict: 'refuse', code: 'class-patch-form', subject: 'patch kubeletMaxPods' }],
    consequences: ['refuse class-patch'],
  },
  {
    name: 'an operation that Cluster API does not do',
    stack: 'docker-1-36',
    edits: [replace(PATCHES, 'op: replace', 'op: set')],
    expected: [{ verdict: 'refuse', code: 'class-patch-form', subject: 'patch certSANs' }],
    consequences: ['refuse class-field'],
  },
  {
    name: 'a patch makes a number of what must be a text',
    stack: 'docker-1-36',
    edits: [replace(PATCHES, "'{{ .kubeletMaxPods | quote }}'", "'{{ .kubeletMaxPods }}'")],
    expected: [{ verdict: 'refuse', code: 'class-patch-value' }],
    consequences: ['warn class-patch-value'],
  },
  {
    name: 'a patch adds a field that its kind does not have',
    stack: 'docker-1-36',
    edits: [replace(PATCHES, 'path: /spec/template/spec/preLoadImages', 'path: /spec/template/spec/preloadImages')],
    expected: [{ verdict: 'warn', code: 'class-patch-field', subject: 'patch preloadImages' }],
    consequences: ['warn class-patch-value'],
  },
  {
    name: 'a value of a patch has no source',
    stack: 'docker-1-36',
    edits: [replace(PATCHES, '          valueFrom:\n            variable: preloadImages\n', '')],
    expected: [{ verdict: 'refuse', code: 'class-patch-form', subject: 'patch preloadImages' }],
    consequences: ['warn class-variable', 'warn class-patch', 'warn class-patch-value'],
  },
];
