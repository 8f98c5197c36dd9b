import type { CheckOptions } from '../../request.ts';
import type { Label } from '../objects/cluster-stacks.ts';
import type { CloudRef } from '../objects/images.ts';
import type { ReleaseState } from './offered-release.ts';

/** What a management cluster is to have, from the releases at sources. */
export interface ManifestsRequest extends Pick<CheckOptions, 'knowledge' | 'offline' | 'requireHelm'> {
  /** URLs of sources, or folders of releases. */
  readonly sources: readonly string[];
  /** The folder that is written, or compared. Undefined shows what would be written. */
  readonly folder: string | undefined;
  /** Compares the folder, and writes nothing. */
  readonly check: boolean;
  /** Drops what is not wanted any more. */
  readonly prune: boolean;
  /** By release. */
  readonly states: ReadonlyMap<string, ReleaseState>;
  /** How many releases of each line; undefined for all. */
  readonly newest: number | undefined;
  /** Namespaces that get ClusterStacks of their own. Empty, and without a label: as the folder has it, or else `default`. */
  readonly namespaces: readonly string[];
  /** In place of them, all namespaces that have this label. */
  readonly label: Label | undefined;
  readonly policy: 'native' | 'kyverno' | 'none';
  readonly tenantRole: boolean;
  /** Whose cloud gets the node images; undefined leaves them out. */
  readonly images: CloudRef | undefined;
  /** Where CSO takes releases from; undefined: as the folder has it, or else the first source. */
  readonly csoSource: string | undefined;
  readonly csoLogin: 'none' | 'password' | 'token' | undefined;
  /** A minor of Cluster API to stay on, `1.11`. */
  readonly clusterApi: string | undefined;
  /** The minor of Kubernetes 1 that the management cluster has. */
  readonly kubernetes: number | undefined;
  /** A release of CSO. */
  readonly cso: string | undefined;
}
