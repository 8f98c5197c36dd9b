import {
  append,
  type HarmlessEdit,
  insertAfter,
  remove,
  rename,
  replace,
  replaceAll,
  swapArchive,
  unpackArchive,
  write,
} from './mutation.ts';

const STAGES = 'clusteraddon.yaml';

/** Edits that break nothing and must bring neither a refusal nor a warning. */
export const HARMLESS_EDITS: readonly HarmlessEdit[] = [
  { name: 'a comment in csctl.yaml', stack: 'docker-1-36', edits: [append('csctl.yaml', '# kubernetesVersion: v1.35.0\n')] },
  {
    name: 'a comment in an addon with braces',
    stack: 'docker-1-36',
    edits: [append('cluster-addon/cni/values.yaml', '# {{ fail "no" }}\n')],
  },
  {
    name: 'a comment of Helm',
    stack: 'docker-1-36',
    edits: [append('cluster-addon/cni/templates/rbac.yaml', '{{- /* policy/v1beta1 */}}\n')],
  },
  {
    name: 'notes for whoever installs by hand',
    stack: 'docker-1-36',
    edits: [write('cluster-addon/cni/templates/NOTES.txt', 'kindnet is there.\n')],
  },
  { name: 'an empty document', stack: 'docker-1-36', edits: [append('cluster-addon/cni/templates/rbac.yaml', '---\n# nothing here\n')] },
  {
    name: 'an old API in a branch that is not rendered',
    stack: 'docker-1-36',
    edits: [
      write(
        'cluster-addon/cni/templates/psp.yaml',
        '{{- if .Capabilities.APIVersions.Has "policy/v1beta1/PodSecurityPolicy" }}\napiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata:\n  name: cni\n{{- end }}\n',
      ),
    ],
  },
  {
    name: 'a further object of a served API',
    stack: 'docker-1-36',
    edits: [
      write(
        'cluster-addon/cni/templates/policy.yaml',
        'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: cni\n  namespace: {{ .Release.Namespace }}\nspec:\n  podSelector: {}\n',
      ),
    ],
  },
  {
    name: 'an object without a namespace, and one of none',
    stack: 'docker-1-36',
    edits: [
      write(
        'cluster-addon/cni/templates/more.yaml',
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: more\n---\napiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata:\n  name: cni\nvalue: 1000\n',
      ),
    ],
  },
  {
    name: 'a custom kind and an object of it',
    stack: 'docker-1-36',
    edits: [
      write(
        'cluster-addon/cni/crds/route.yaml',
        'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: routes.cni.example.com\nspec:\n  group: cni.example.com\n  scope: Cluster\n  names: {kind: Route, plural: routes, singular: route}\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema:\n        openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}\n',
      ),
    ],
  },
  {
    name: 'more replicas',
    stack: 'docker-1-36',
    edits: [replace('cluster-addon/metrics-server/values.yaml', 'replicas: 1', 'replicas: 2')],
  },
  {
    name: 'the disruption budget that the addon has to offer',
    stack: 'docker-1-36',
    edits: [
      replace(
        'cluster-addon/metrics-server/values.yaml',
        'podDisruptionBudget:\n  enabled: false',
        'podDisruptionBudget:\n  enabled: true',
      ),
    ],
  },
  {
    name: 'a newer version of an addon’s own chart',
    stack: 'docker-1-36',
    edits: [replace('cluster-addon/cni/Chart.yaml', 'version: 0.1.0', 'version: 0.2.0')],
  },
  {
    name: 'constraints with commas and prereleases',
    stack: 'docker-1-36',
    edits: [replace('cluster-addon/cni/Chart.yaml', '">= 1.31.0-0"', '">= 1.28.0-0, < 1.38.0-0, != 1.29.1"')],
  },
  {
    name: 'constraints as alternatives',
    stack: 'docker-1-36',
    edits: [replace('cluster-addon/cni/Chart.yaml', '">= 1.31.0-0"', '"~1.30 || ~>1.34 || =>1.36"')],
  },
  { name: 'quotes in stages', stack: 'docker-1-36', edits: [replaceAll(STAGES, 'action: apply', 'action: "apply"')] },
  {
    name: 'stages in flow style',
    stack: 'docker-1-36',
    edits: [
      replace(
        STAGES,
        'BeforeClusterUpgrade:\n    - name: cni\n      action: apply\n    - name: metrics-server\n      action: apply\n',
        'BeforeClusterUpgrade: [{name: cni, action: apply}, {action: apply, name: metrics-server}]\n',
      ),
    ],
  },
  {
    name: 'a richer expression',
    stack: 'docker-1-36',
    edits: [
      replace(
        STAGES,
        'conditions: kindnet.status.numberReady > 0',
        `conditions: "has(kindnet.status) && kindnet.status.numberReady >= 1 && ('a' in ['a', 'b'] ? true : false)"`,
      ),
    ],
  },
  {
    name: 'an expression with a macro over a list',
    stack: 'openstack-1-36',
    edits: [
      replace(
        STAGES,
        'cilium.status.numberReady > 0 && ccm',
        "(!has(cilium.status.conditions) || cilium.status.conditions.all(c, c.status == 'True')) && ccm",
      ),
    ],
  },
  {
    name: 'a further addon with its stages',
    stack: 'docker-1-36',
    edits: [
      write('cluster-addon/extra/Chart.yaml', 'apiVersion: v2\nname: extra\nversion: 0.1.0\nappVersion: "1.0"\n'),
      write('cluster-addon/extra/templates/map.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\n'),
      insertAfter(STAGES, '    - name: metrics-server\n      action: apply\n', '    - name: extra\n      action: apply\n'),
      append(STAGES, '    - name: extra\n      action: apply\n'),
    ],
  },
  {
    name: 'an addon under another name, with its stages',
    stack: 'docker-1-36',
    edits: [rename('cluster-addon/metrics-server', 'cluster-addon/metrics'), replaceAll(STAGES, 'name: metrics-server', 'name: metrics')],
  },
  {
    name: 'a stage that deletes what an upgrade shall take away',
    stack: 'docker-1-36',
    edits: [
      write('cluster-addon/legacy/Chart.yaml', 'apiVersion: v2\nname: legacy\nversion: 0.1.0\n'),
      write('cluster-addon/legacy/templates/map.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: legacy\n'),
      append(STAGES, '    - name: legacy\n      action: delete\n'),
    ],
  },
  {
    name: 'a file that does not ship',
    stack: 'openstack-1-36',
    edits: [write('docs/old-class.yaml', 'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\n')],
  },
  {
    name: 'a version in Chart.yaml that every row replaces',
    stack: 'openstack-1-36',
    edits: [replace('cluster-addon/ccm/Chart.yaml', 'version: 2.36.0', 'version: 2.34.2')],
  },
  {
    name: 'the row’s short name with a dash',
    stack: 'openstack-1-36',
    edits: [replaceAll('versions.yaml', 'cinder_csi', 'cinder-csi')],
  },
  {
    name: 'the row’s full name of a chart',
    stack: 'openstack-1-36',
    edits: [replaceAll('versions.yaml', 'occm', 'openstack-cloud-controller-manager')],
  },
  { name: 'quoted versions in rows', stack: 'metal3-1-36', edits: [replaceAll('versions.yaml', 'cilium: 1.20.0', 'cilium: "1.20.0"')] },
  {
    name: 'rows in another order',
    stack: 'metal3-1-36',
    edits: [
      {
        kind: 'text',
        file: 'versions.yaml',
        change: (text) => {
          const [head = '', ...rows] = text.split(/^(?=- )/m);
          return [head, ...rows.reverse()].join('');
        },
      },
    ],
  },
  {
    name: 'a chart as a folder in the place of its archive',
    stack: 'metal3-1-36',
    edits: [remove('stack.lock.yaml'), ...unpackArchive('metrics-server', 'metrics-server', '3.13.1')],
  },
  {
    name: 'an older patch of metrics-server that fits as well',
    stack: 'metal3-1-36',
    edits: [
      remove('stack.lock.yaml'),
      replaceAll('versions.yaml', 'metrics-server: 3.13.1', 'metrics-server: 3.13.0'),
      ...swapArchive('metrics-server', 'metrics-server', '3.13.1', '3.13.0'),
    ],
  },
  {
    name: 'a range that the archive meets, by rows without the chart',
    stack: 'metal3-1-36',
    edits: [
      remove('stack.lock.yaml'),
      replaceAll('versions.yaml', '  cilium: 1.20.0\n', ''),
      replace('cluster-addon/cni/Chart.yaml', 'version: 1.20.0', 'version: ">=1.20.0, <1.21.0"'),
    ],
  },
  {
    name: 'values of a dependency',
    stack: 'openstack-1-36',
    edits: [insertAfter('cluster-addon/cni/values.yaml', 'cilium:\n', '  operator:\n    replicas: 1\n')],
  },
];
