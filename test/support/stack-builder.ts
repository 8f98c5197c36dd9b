import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createFile, type FileTree, sortTree } from '../../src/files/index.ts';
import { parseLines, type Stack } from '../../src/stack/index.ts';

/** Files by path: text or bytes adds or replaces one, null deletes it. */
export type Overrides = Readonly<Record<string, string | Buffer | null>>;

interface ConfigValues {
  readonly kubernetes?: string;
  readonly name?: string;
  readonly provider?: string;
  /** `config.provider.config.method` */
  readonly method?: string;
}

/** A csctl.yaml. Values go in as they are, so `'"1.32"'` is a quoted one. */
export function formatConfig({ kubernetes = 'v1.32.5', name = 'demo', provider = 'docker', method }: ConfigValues = {}): string {
  const lines = [
    'apiVersion: csctl.clusterstack.x-k8s.io/v1alpha1',
    'config:',
    `  kubernetesVersion: ${kubernetes}`,
    `  clusterStackName: ${name}`,
    '  provider:',
    `    type: ${provider}`,
    '    apiVersion: docker.csctl.clusterstack.x-k8s.io/v1alpha1',
    ...(method === undefined ? [] : ['    config:', `      method: ${method}`]),
  ];
  return `${lines.join('\n')}\n`;
}

export function formatChart(name: string, version = 'v1'): string {
  return `apiVersion: v2\nname: ${name}\nversion: ${version}\n`;
}

/** The smallest valid multi-stage stack, line `docker-demo-1-32`. */
const MULTI_STAGE: Overrides = {
  'csctl.yaml': formatConfig(),
  'clusteraddon.yaml': `apiVersion: clusteraddonconfig.x-k8s.io/v1alpha1
clusterAddonVersion: clusteraddons.clusterstack.x-k8s.io/v1alpha1
addonStages:
  AfterControlPlaneInitialized:
    - {name: cni, action: apply}
  BeforeClusterUpgrade:
    - {name: cni, action: apply}
`,
  'cluster-class/Chart.yaml': formatChart('docker-demo-1-32-cluster-class'),
  'cluster-class/values.yaml': 'replicas: 1\n',
  'cluster-class/templates/cluster-class.yaml': 'kind: ClusterClass\n',
  'cluster-addon/cni/Chart.yaml': formatChart('cni', '1.0.0'),
  'cluster-addon/cni/values.yaml': 'mtu: 1500\n',
  'cluster-addon/cni/templates/cni.yaml': 'kind: DaemonSet\n',
};

/** Makes the stack a single-stage one. */
export const SINGLE_STAGE: Overrides = {
  'clusteraddon.yaml': null,
  'cluster-addon/cni/Chart.yaml': null,
  'cluster-addon/cni/values.yaml': null,
  'cluster-addon/cni/templates/cni.yaml': null,
  'cluster-addon-values.yaml': 'cluster: {{ .Cluster.metadata.name }}\n',
  'cluster-addon/Chart.yaml': formatChart('docker-demo-1-32-cluster-addon'),
  'cluster-addon/templates/addon.yaml': 'kind: ConfigMap\n',
};

/** A small valid stack's files, with some of them added, replaced or left out. */
export function buildStack(overrides: Overrides = {}): FileTree {
  const files = Object.entries({ ...MULTI_STAGE, ...overrides });
  return sortTree(files.flatMap(([path, content]) => (content === null ? [] : [createFile(path, Buffer.from(content))])));
}

/** The same stack as it is read from its directory; of several lines the first. */
export function parseBuilt(overrides: Overrides = {}, directory = 'stacks/docker/demo'): Stack {
  const [source] = parseLines(directory, buildStack(overrides));
  if (source?.stack === undefined) throw new Error(JSON.stringify(source?.findings));
  return source.stack;
}

/** Writes such a stack, and returns its directory. */
export function writeStack(directory: string, overrides: Overrides = {}): string {
  rmSync(directory, { recursive: true, force: true });
  for (const { path, bytes } of buildStack(overrides)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), bytes);
  }
  return directory;
}
