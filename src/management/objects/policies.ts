import type { YamlDocument } from '../folder/format-yaml.ts';

/** The name of the policy, its binding and its ConfigMap. */
export const POLICY = 'cluster-releases';
/** Where the ConfigMap is: CSO is there, and tenants are not. */
export const POLICY_NAMESPACE = 'cso-system';

/** Clusters of Cluster API, in both spellings, and no other group's kind of that name. */
const CLUSTERS = {
  resourceRules: [
    {
      apiGroups: ['cluster.x-k8s.io'],
      apiVersions: ['v1beta1', 'v1beta2'],
      operations: ['CREATE', 'UPDATE'],
      resources: ['clusters'],
    },
  ],
};

/** A cluster that changes neither class nor version is not asked: its finalizers, labels and sizes may change. */
const CHANGED = {
  name: 'class-or-version-changes',
  expression: [
    'request.operation == "CREATE" ||',
    'object.spec.?topology.?version.orValue("") != oldObject.spec.?topology.?version.orValue("") ||',
    'object.spec.?topology.?class.orValue("") != oldObject.spec.?topology.?class.orValue("") ||',
    'object.spec.?topology.?classRef.?name.orValue("") != oldObject.spec.?topology.?classRef.?name.orValue("")',
  ].join('\n'),
};

const CLASS = { name: 'class', expression: 'object.spec.?topology.?classRef.?name.or(object.spec.?topology.?class).orValue("")' };
const VERSION = { name: 'version', expression: 'object.spec.?topology.?version.orValue("")' };

const VALIDATIONS = [
  {
    expression: 'variables.allowed != ""',
    messageExpression: '"no release on offer has the class " + variables.class + "; take one of the ConfigMap or policy cluster-releases"',
  },
  {
    expression: 'variables.allowed == "" || variables.version == variables.allowed',
    messageExpression: 'variables.class + " is for Kubernetes " + variables.allowed + ", not " + variables.version',
  },
];

/** Kubernetes' own policy, which reads the map from a ConfigMap: needs Kubernetes 1.30 and nothing else. */
export function createNativePolicy(allowed: ReadonlyMap<string, string>): readonly YamlDocument[] {
  return [
    {
      comments: ['The classes that new clusters may have, and clusters may move to, each with its Kubernetes version.'],
      data: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: POLICY, namespace: POLICY_NAMESPACE },
        data: Object.fromEntries(allowed),
      },
    },
    {
      comments: ['Needs Kubernetes 1.30. Updates that change neither class nor version pass, and so does all that deletes.'],
      data: {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicy',
        metadata: { name: POLICY },
        spec: {
          failurePolicy: 'Fail',
          paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
          matchConstraints: CLUSTERS,
          matchConditions: [CHANGED],
          variables: [CLASS, VERSION, { name: 'allowed', expression: 'params.?data[?variables.class].orValue("")' }],
          validations: VALIDATIONS,
        },
      },
    },
    {
      comments: [],
      data: {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata: { name: POLICY },
        spec: {
          policyName: POLICY,
          paramRef: { name: POLICY, namespace: POLICY_NAMESPACE, parameterNotFoundAction: 'Deny' },
          validationActions: ['Deny'],
        },
      },
    },
  ];
}

/** The same for Kyverno, which holds the map itself. */
export function createKyvernoPolicy(allowed: ReadonlyMap<string, string>): readonly YamlDocument[] {
  const entries = [...allowed].map(([name, version]) => `  ${JSON.stringify(name)}: ${JSON.stringify(version)}`);
  const map = entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n}`;
  return [
    {
      comments: [
        'The classes that new clusters may have, each with its Kubernetes version. Unchanged updates pass, and so does all that deletes.',
      ],
      data: {
        apiVersion: 'policies.kyverno.io/v1',
        kind: 'ValidatingPolicy',
        metadata: { name: POLICY },
        spec: {
          validationActions: ['Deny'],
          failurePolicy: 'Fail',
          evaluation: { background: { enabled: false } },
          matchConstraints: CLUSTERS,
          matchConditions: [CHANGED],
          variables: [
            { name: 'releases', expression: map },
            CLASS,
            VERSION,
            { name: 'allowed', expression: 'variables.class in variables.releases ? variables.releases[variables.class] : ""' },
          ],
          validations: VALIDATIONS,
        },
      },
    },
  ];
}

/** What tenants may do in a namespace that a RoleBinding gives them: read what is on offer, and have clusters. */
export function createTenantRole(): YamlDocument {
  const read = ['get', 'list', 'watch'];
  return {
    comments: ['For tenants, by a RoleBinding in each of their namespaces. Secrets and infrastructure objects are not among it.'],
    data: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'cluster-stacks-tenant' },
      rules: [
        { apiGroups: ['clusterstack.x-k8s.io'], resources: ['clusterstacks', 'clusterstackreleases', 'clusteraddons'], verbs: read },
        { apiGroups: ['cluster.x-k8s.io'], resources: ['clusterclasses'], verbs: read },
        { apiGroups: ['cluster.x-k8s.io'], resources: ['clusters'], verbs: [...read, 'create', 'update', 'patch', 'delete'] },
      ],
    },
  };
}
