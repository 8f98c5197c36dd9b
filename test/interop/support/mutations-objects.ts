import { append, cut, insertAfter, type Mistake, replace, unpackArchive, write } from './mutation.ts';

const CNI = 'cluster-addon/cni/templates';
const METRICS = 'cluster-addon/metrics-server/templates';

/** One more template of the docker stack's network. */
function addTemplate(text: string): Pick<Mistake, 'stack' | 'edits'> {
  return { stack: 'docker-1-36', edits: [write(`${CNI}/more.yaml`, text)] };
}

export const OBJECT_MISTAKES: readonly Mistake[] = [
  {
    name: 'a PodDisruptionBudget of an API that is gone',
    stack: 'docker-1-36',
    edits: [
      replace(
        'cluster-addon/metrics-server/values.yaml',
        'podDisruptionBudget:\n  enabled: false',
        'podDisruptionBudget:\n  enabled: true',
      ),
      replace(`${METRICS}/pod-disruption-budget.yaml`, 'policy/v1', 'policy/v1beta1'),
    ],
    expected: [
      {
        verdict: 'refuse',
        code: 'removed-api',
        subject: 'PodDisruptionBudget/metrics-server',
        file: `${METRICS}/pod-disruption-budget.yaml`,
        at: 'kind: ',
      },
    ],
  },
  {
    name: 'RBAC of an API that is gone',
    stack: 'docker-1-36',
    edits: [replace(`${CNI}/rbac.yaml`, 'rbac.authorization.k8s.io/v1', 'rbac.authorization.k8s.io/v1beta1')],
    expected: [{ verdict: 'refuse', code: 'removed-api', subject: 'ClusterRole/kindnet', file: `${CNI}/rbac.yaml` }],
  },
  {
    name: 'a Deployment of an API that is gone',
    stack: 'docker-1-36',
    edits: [replace(`${METRICS}/deployment.yaml`, 'apps/v1', 'extensions/v1beta1')],
    expected: [
      { verdict: 'refuse', code: 'removed-api', subject: 'Deployment/metrics-server', file: `${METRICS}/deployment.yaml`, at: 'kind: ' },
    ],
  },
  {
    name: 'a priority level of an API that is gone in the newest line only',
    ...addTemplate(
      'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: PriorityLevelConfiguration\nmetadata:\n  name: cni\nspec:\n  type: Exempt\n',
    ),
    expected: [{ verdict: 'refuse', code: 'removed-api', subject: 'PriorityLevelConfiguration/cni' }],
  },
  {
    name: 'a trust bundle of an API that Kubernetes does not serve yet',
    ...addTemplate('apiVersion: certificates.k8s.io/v1\nkind: ClusterTrustBundle\nmetadata:\n  name: root\nspec: {}\n'),
    expected: [{ verdict: 'refuse', code: 'unserved-api', subject: 'ClusterTrustBundle/root', file: `${CNI}/more.yaml`, at: 'kind: ' }],
  },
  {
    name: 'a kind that its group never had',
    stack: 'docker-1-36',
    edits: [replace(`${CNI}/daemonset.yaml`, 'kind: DaemonSet', 'kind: Daemonset')],
    expected: [{ verdict: 'refuse', code: 'unserved-api', file: `${CNI}/daemonset.yaml`, at: 'Daemonset' }],
    consequences: ['warn stage-order'],
  },
  {
    name: "Cilium's default namespace for secrets",
    stack: 'openstack-1-36',
    edits: [
      cut(
        'cluster-addon/cni/values.yaml',
        '  tls:\n    secretsNamespace:\n      create: false\n      name: ""\n    readSecretsOnlyFromSecretsNamespace: true\n    secretSync:\n      enabled: false\n',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'foreign-namespace' }],
  },
  {
    name: "an addon's object in the namespace default",
    stack: 'docker-1-36',
    edits: [replace(`${METRICS}/service.yaml`, 'namespace: {{ .Release.Namespace }}', 'namespace: monitoring')],
    expected: [
      {
        verdict: 'refuse',
        code: 'foreign-namespace',
        subject: 'Service/metrics-server',
        file: `${METRICS}/service.yaml`,
        at: 'kind: Service',
      },
    ],
  },
  {
    name: 'a template of the cluster class in a namespace of its own',
    stack: 'docker-1-36',
    edits: [replace('cluster-class/templates/docker-templates.yaml', 'namespace: {{ .Release.Namespace }}', 'namespace: capi-templates')],
    expected: [
      {
        verdict: 'refuse',
        code: 'foreign-namespace',
        file: 'cluster-class/templates/docker-templates.yaml',
        at: 'kind: DockerClusterTemplate',
      },
    ],
    consequences: ['refuse class-ref'],
  },
  {
    name: 'an object was copied and its name forgotten',
    stack: 'docker-1-36',
    edits: [
      append(
        `${METRICS}/service.yaml`,
        '---\napiVersion: v1\nkind: Service\nmetadata:\n  name: metrics-server\n  namespace: {{ .Release.Namespace }}\nspec:\n  ports:\n    - port: 8443\n',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'duplicate-object', subject: 'Service/metrics-server' }],
  },
  {
    name: 'two addons make one ServiceAccount',
    ...addTemplate('apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: metrics-server\n  namespace: kube-system\n'),
    expected: [{ verdict: 'warn', code: 'duplicate-object', subject: 'ServiceAccount/metrics-server' }],
  },
  {
    name: 'a Service has a port twice',
    stack: 'docker-1-36',
    edits: [
      insertAfter(
        `${METRICS}/service.yaml`,
        '      appProtocol: https\n',
        '    - name: metrics\n      port: 443\n      targetPort: https\n',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'duplicate-entry', subject: 'Service/metrics-server' }],
  },
  {
    name: 'a Helm hook',
    ...addTemplate(
      'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: check-cni\n  annotations:\n    helm.sh/hook: post-install\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers: [{name: check, image: "busybox:1"}]\n',
    ),
    expected: [{ verdict: 'warn', code: 'helm-hook', subject: 'Job/check-cni', file: `${CNI}/more.yaml` }],
  },
  {
    name: 'a template calls a function that Helm does not have',
    stack: 'docker-1-36',
    edits: [replace(`${CNI}/daemonset.yaml`, '| quote }}', '| quoted }}')],
    expected: [{ verdict: 'refuse', code: 'not-rendered', subject: 'cni', file: `${CNI}/daemonset.yaml`, at: '| quoted' }],
  },
  {
    name: 'a template is not closed',
    stack: 'docker-1-36',
    edits: [replace(`${METRICS}/pod-disruption-budget.yaml`, '{{- end }}\n', '')],
    expected: [{ verdict: 'refuse', code: 'not-rendered', subject: 'metrics-server', file: `${METRICS}/pod-disruption-budget.yaml` }],
  },
  {
    name: 'a template reads a value below a missing one',
    stack: 'docker-1-36',
    edits: [replace(`${METRICS}/pod-disruption-budget.yaml`, '.Values.podDisruptionBudget.enabled', '.Values.disruption.budget.enabled')],
    expected: [
      {
        verdict: 'refuse',
        code: 'not-rendered',
        subject: 'metrics-server',
        file: `${METRICS}/pod-disruption-budget.yaml`,
        at: '.Values.disruption',
      },
    ],
  },
  {
    name: 'a value that the schema of values asks for is missing',
    stack: 'docker-1-36',
    edits: [cut('cluster-addon/metrics-server/values.yaml', '  tag: v0.8.1\n')],
    expected: [{ verdict: 'refuse', code: 'not-rendered', subject: 'metrics-server' }],
  },
  {
    name: 'the overwrites of values do not fit the schema of values',
    stack: 'docker-1-36',
    edits: [replace('cluster-addon/cni/overwrite.yaml', 'podSubnets:', 'podSubnets: none\nothers:')],
    expected: [{ verdict: 'refuse', code: 'not-rendered', subject: 'cni' }],
  },
  {
    name: 'the overwrites of values are a broken template',
    stack: 'openstack-1-36',
    edits: [replace('cluster-addon/ccm/overwrite.yaml', '| quote }}', '| quote }')],
    expected: [{ verdict: 'refuse', code: 'not-rendered', subject: 'ccm', file: 'cluster-addon/ccm/overwrite.yaml' }],
  },
  {
    name: 'the indentation of a template is off',
    stack: 'docker-1-36',
    edits: [
      replace(
        `${METRICS}/deployment.yaml`,
        '    metadata:\n      labels:\n        {{- include "metrics-server.labels" . | nindent 8 }}',
        '    metadata:\n      labels:\n        {{- include "metrics-server.labels" . | nindent 4 }}',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'unappliable-object', subject: 'Deployment/metrics-server' }],
    // The labels are fields of metadata then.
    consequences: ['refuse object-field'],
  },
  {
    name: 'a field of a container is misspelt',
    stack: 'docker-1-36',
    edits: [replace(`${METRICS}/deployment.yaml`, 'readinessProbe:', 'readynessProbe:')],
    expected: [{ verdict: 'refuse', code: 'object-field', subject: 'Deployment/metrics-server' }],
  },
  {
    name: 'a port is a text',
    stack: 'docker-1-36',
    edits: [replace(`${METRICS}/deployment.yaml`, 'containerPort: 10250', 'containerPort: "10250"')],
    expected: [{ verdict: 'refuse', code: 'object-field', subject: 'Deployment/metrics-server' }],
  },
  {
    name: 'a document that is not an object',
    ...addTemplate('- kind: ConfigMap\n- kind: Secret\n'),
    expected: [{ verdict: 'refuse', code: 'not-rendered', subject: 'cni' }],
  },
  {
    name: 'a CRD file that is not YAML',
    stack: 'docker-1-36',
    edits: [write('cluster-addon/cni/crds/policy.yaml', 'kind: [CustomResourceDefinition\n')],
    expected: [{ verdict: 'refuse', code: 'render-invalid', file: 'cluster-addon/cni/crds/policy.yaml' }],
  },
  {
    name: 'an object without a name',
    ...addTemplate('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: cni-\ndata: {}\n'),
    expected: [{ verdict: 'refuse', code: 'unappliable-object' }],
  },
  {
    name: 'a label that is a boolean',
    ...addTemplate('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cni\n  labels:\n    managed: true\ndata: {}\n'),
    expected: [{ verdict: 'refuse', code: 'unappliable-object', subject: 'ConfigMap/cni' }],
  },
  {
    name: 'a label that YAML takes for a boolean',
    ...addTemplate('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cni\n  labels:\n    managed: yes\ndata: {}\n'),
    expected: [{ verdict: 'refuse', code: 'unappliable-object', subject: 'ConfigMap/cni' }],
  },
  {
    name: 'a template of a dependency fails',
    stack: 'metal3-1-36',
    edits: [
      ...unpackArchive('metrics-server', 'metrics-server', '3.13.1'),
      append('cluster-addon/metrics-server/charts/metrics-server/templates/service.yaml', '{{ fail "no" }}\n'),
    ],
    expected: [{ verdict: 'refuse', code: 'not-rendered', subject: 'metrics-server' }],
    consequences: ['refuse lock-outdated'],
  },
];
