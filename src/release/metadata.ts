import { ReleaseError } from '../errors.ts';
import { formatVersion, parseKubernetesVersion, parseVersion, type Version, type Versions } from '../version/index.ts';
import { getNode, getScalar, parseYaml } from '../yaml/index.ts';

export interface Metadata {
  readonly versions: Versions;
  /** `v1.32.5` */
  readonly kubernetes: string;
}

/** metadata.yaml, byte for byte as csctl writes it. */
export function formatMetadata({ versions, kubernetes }: Metadata): Buffer {
  return Buffer.from(
    `apiVersion: metadata.clusterstack.x-k8s.io/v1alpha1
versions:
    clusterStack: ${formatVersion(versions.clusterStack)}
    kubernetes: ${kubernetes}
    components:
        clusterAddon: ${formatVersion(versions.clusterAddon)}
        nodeImage: ${formatVersion(versions.nodeImage)}
`,
  );
}

/** @throws ReleaseError `invalid-metadata` when one of the four versions is missing or no version */
export function parseMetadata(bytes: Buffer, where: string): Metadata {
  const yaml = parseYaml(where, bytes, { dialect: 'v3' });
  const text = (...path: readonly string[]) => getScalar(yaml, getNode(yaml.root, 'versions', ...path))?.source ?? '';
  const version = (...path: readonly string[]): Version => {
    const parsed = parseVersion(text(...path));
    if (parsed === undefined) throw invalid(where, `versions.${path.join('.')} is ${JSON.stringify(text(...path))}, no release version`);
    return parsed;
  };
  const kubernetes = text('kubernetes');
  if (parseKubernetesVersion(kubernetes) === undefined) {
    throw invalid(where, `versions.kubernetes is ${JSON.stringify(kubernetes)}, no version like v1.32.5`);
  }
  return {
    kubernetes,
    versions: {
      clusterStack: version('clusterStack'),
      clusterAddon: version('components', 'clusterAddon'),
      nodeImage: version('components', 'nodeImage'),
    },
  };
}

function invalid(where: string, why: string): ReleaseError {
  return new ReleaseError('invalid-metadata', `${where}: ${why}; CSO cannot read such a release`);
}
