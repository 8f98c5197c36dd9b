import type { LineReport } from './result.ts';
import {
  channelOf,
  formatClusterClassName,
  formatLine,
  formatMinor,
  formatVersion,
  parseReleaseName,
  parseVersion,
  type ReleaseName,
} from './version/index.ts';

/** How a ClusterStack reaches a release: CSO subscribes to `stable` and `custom` only, and reaches others by name. */
export interface Consumption {
  readonly channel: 'stable' | 'custom';
  readonly autoSubscribe: boolean;
  readonly note: string;
}

export function resolveConsumption(version: string): Consumption {
  const parsed = parseVersion(version);
  const channel = parsed === undefined ? 'stable' : channelOf(parsed);
  switch (channel) {
    case 'stable':
      return { channel, autoSubscribe: true, note: 'CSO takes each newer stable release by itself.' };
    case 'custom':
      return { channel, autoSubscribe: true, note: 'CSO takes each newer release of the channel custom by itself.' };
    default:
      return {
        channel: 'custom',
        autoSubscribe: false,
        note: `CSO cannot subscribe to the channel ${channel}: each version is named, with autoSubscribe off.`,
      };
  }
}

/** What tells how a release is used: where it is, and whether it brings node images. */
export interface Consumed extends Pick<LineReport, 'release' | 'version' | 'output' | 'targets'> {
  readonly assets: readonly { readonly name: string }[];
}

/** A ClusterStack that makes CSO use a release, and the environment that CSO needs to find it. */
export function formatConsumption(line: Consumed): string {
  const release = parseReleaseName(line.release ?? '');
  if (release === undefined || line.version === undefined) return '';
  const registry = line.targets.find(({ url, result }) => url.startsWith('oci://') && result !== 'failed');
  const needsProvider = line.assets.some((asset) => asset.name === 'node-images.yaml');
  const clusterClass = `# Clusters name its class in spec.topology.class: ${formatClusterClassName(release)}`;
  const { note } = resolveConsumption(line.version);
  return [`# ${note}`, ...formatWhere(registry?.url, line), clusterClass, formatClusterStack(release, needsProvider).trimEnd()].join('\n');
}

/** A ClusterStack that names a release, as YAML. */
export function formatClusterStack({ line, version }: ReleaseName, needsProvider: boolean): string {
  const { channel, autoSubscribe } = resolveConsumption(formatVersion(version));
  return `${[
    'apiVersion: clusterstack.x-k8s.io/v1alpha1',
    'kind: ClusterStack',
    'metadata:',
    `  name: ${formatLine(line)}`,
    '  namespace: cluster',
    'spec:',
    `  provider: ${line.provider}`,
    `  name: ${line.name}`,
    `  kubernetesVersion: "${formatMinor(line.kubernetes)}"`,
    `  channel: ${channel}`,
    `  autoSubscribe: ${autoSubscribe}`,
    needsProvider ? '  providerRef: {}  # your provider’s ClusterStackReleaseTemplate, for the node images' : '  noProvider: true',
    `  versions: [${formatVersion(version)}]`,
  ].join('\n')}\n`;
}

function formatWhere(url: string | undefined, line: Consumed): string[] {
  if (url === undefined) {
    const files = line.output === undefined ? '' : `, or put ${line.output} below a folder cluster-stacks/ for CSO's local mode`;
    return [`# CSO reads registries: publish with --target oci://HOST/REPOSITORY${files}.`];
  }
  const repository = url.slice('oci://'.length);
  return [`# In CSO's environment: OCI_REGISTRY=${repository.split('/')[0]} OCI_REPOSITORY=${repository}`];
}
