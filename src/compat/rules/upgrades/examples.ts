/** A ClusterClass of the small stack with these variables, each `name: schema` or, to be required, `name!: schema`. */
export function formatClass(...variables: readonly string[]): Readonly<Record<string, string>> {
  const lines = variables.map((variable) => {
    const [, name = '', required = '', schema = ''] = /^(\w+)(!?): (.+)$/.exec(variable) ?? [];
    return `    - {name: ${name}, required: ${required === '!'}, schema: {openAPIV3Schema: ${schema}}}`;
  });
  return describeClass(variables.length === 0 ? 'variables: []' : `variables:\n${lines.join('\n')}`);
}

/** A ClusterClass of the small stack with this below `spec`. */
export function describeClass(spec: string): Readonly<Record<string, string>> {
  const text = `apiVersion: cluster.x-k8s.io/v1beta1
kind: ClusterClass
metadata:
  name: "{{ .Release.Name }}-{{ .Chart.Version }}"
spec:
  ${spec}
`;
  return { 'cluster-class/templates/cluster-class.yaml': text };
}

/** The Chart.yaml of the addon folder `cni` of the small stack, wrapping one version of a chart. */
export function wrapChart(chart: string, version: string): Readonly<Record<string, string>> {
  const dependency = `dependencies:\n  - {name: ${chart}, version: ${version}, repository: "https://charts.example.org"}\n`;
  return { 'cluster-addon/cni/Chart.yaml': `apiVersion: v2\nname: cni\nversion: 1.0.0\n${dependency}` };
}

/** A clusteraddon.yaml that applies these addons at creation, and others at an upgrade where they differ. */
export function formatStages(created: readonly string[], upgraded: readonly string[] = created): Readonly<Record<string, string>> {
  const list = (names: readonly string[]) => names.map((name) => `    - {name: ${name}, action: apply}\n`).join('');
  const head = 'apiVersion: clusteraddonconfig.x-k8s.io/v1alpha1\nclusterAddonVersion: clusteraddons.clusterstack.x-k8s.io/v1alpha1\n';
  const hooks = `addonStages:\n  AfterControlPlaneInitialized:\n${list(created)}  BeforeClusterUpgrade:\n${list(upgraded)}`;
  return { 'clusteraddon.yaml': head + hooks };
}

/** A second addon folder. */
export function formatAddon(folder: string): Readonly<Record<string, string>> {
  return {
    [`cluster-addon/${folder}/Chart.yaml`]: `apiVersion: v2\nname: ${folder}\nversion: 1.0.0\n`,
    [`cluster-addon/${folder}/templates/${folder}.yaml`]: `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${folder}\n`,
  };
}

/** The csctl.yaml of the small stack for a Kubernetes version. */
export function formatVersionConfig(kubernetes: string): Readonly<Record<string, string>> {
  const lines = [
    'apiVersion: csctl.clusterstack.x-k8s.io/v1alpha1',
    'config:',
    `  kubernetesVersion: ${kubernetes}`,
    '  clusterStackName: demo',
    '  provider:',
    '    type: docker',
    '    apiVersion: docker.csctl.clusterstack.x-k8s.io/v1alpha1',
  ];
  return { 'csctl.yaml': `${lines.join('\n')}\n` };
}
