import { posix } from 'node:path';
import type { DialectName } from './dialect.ts';

/**
 * Which parser reads a file in production; all that is not named here is read by Helm or kubectl.
 * Sources: csctl pkg/clusterstack (csctl.yaml, metadata.yaml), cluster-stack-operator pkg/release and
 * pkg/clusteraddon (metadata.yaml, clusteraddon.yaml, cluster-addon-values.yaml): all gopkg.in/yaml.v3
 */
const READERS: Readonly<Record<string, DialectName>> = {
  'csctl.yaml': 'v3',
  'metadata.yaml': 'v3',
  'clusteraddon.yaml': 'v3',
  'cluster-addon-values.yaml': 'v3',
};

export function dialectOf(file: string): DialectName {
  return READERS[posix.basename(file)] ?? 'v2';
}
