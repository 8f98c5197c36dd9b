import { posix } from 'node:path';
import type { DialectName } from './dialect.ts';

/**
 * Which parsers read a file in production, the most telling first. What is not named here Helm or kubectl read: charts'
 * own files, and all that is rendered.
 */
const READERS: Readonly<Record<string, readonly DialectName[]>> = {
  // csctl. Source: pkg/clusterstack/config.go
  'csctl.yaml': ['v3'],
  // csctl and CSO. Sources: csctl pkg/clusterstack/metadata.go, CSO pkg/release/metadata.go
  'metadata.yaml': ['v3'],
  // CSO. Source: pkg/clusteraddon/clusteraddon.go
  'clusteraddon.yaml': ['v3'],
  // CSO looks for `values` in what they render to, and hands the rest to Helm. Source: internal/controller/clusteraddon_controller.go
  'cluster-addon-values.yaml': ['v3', 'v2'],
  'overwrite.yaml': ['v3', 'v2'],
  // Upstream's scripts read it with yq, which has yaml.v3. Source: cluster-stacks hack/build-stack.sh
  'stack.yaml': ['v3'],
  // Upstream's script reads it with PyYAML, which is of YAML 1.1 like sigs.k8s.io/yaml. Source: cluster-stacks hack/generate_version.py
  'versions.yaml': ['v2'],
  // Ours alone: a date is a text, as Helm has it.
  'compatibility.yaml': ['v2'],
  'stack.lock.yaml': ['v2'],
};

const HELM: readonly DialectName[] = ['v2'];

export function readersOf(file: string): readonly DialectName[] {
  const name = posix.basename(file.replaceAll('\\', '/'));
  return Object.hasOwn(READERS, name) ? (READERS[name] ?? HELM) : HELM;
}
