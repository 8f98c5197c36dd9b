import type { ClusterApiTable, Demand, ManagementTable } from '../../compat/index.ts';
import { formatKubernetesVersion, formatMinor, type Line, type Minor } from '../../version/index.ts';

/** A release, as far as the providers of a management cluster depend on it. */
export interface RunRelease {
  /** `openstack-scs-1-32-v4` */
  readonly name: string;
  readonly line: Line;
  /** A whole version where the release could be read, and else the minor of its line. */
  readonly kubernetes: Minor & { readonly patch?: number };
  /** The APIs of its cluster class; undefined where it could not be rendered. */
  readonly demands: readonly Demand[] | undefined;
}

/** `v1.32.5`, or `1.32` */
export function describeKubernetes({ kubernetes: { patch, ...minor } }: RunRelease): string {
  return patch === undefined ? formatMinor(minor) : formatKubernetesVersion({ ...minor, patch });
}

/** What a management cluster has to run, and what is settled about it. */
export interface Wanted {
  readonly releases: readonly RunRelease[];
  /** A minor of Cluster API to stay on, `1.11`. */
  readonly clusterApi: string | undefined;
  /** The minor of Kubernetes 1 that the management cluster has. */
  readonly kubernetes: number | undefined;
  /** A release of CSO, `0.2.0-alpha.1`. */
  readonly cso: string | undefined;
  /** Why Kyverno is needed, and from which version on; undefined where it is not. */
  readonly kyverno: { readonly from: string; readonly why: string } | undefined;
  /** Why the management cluster's Kubernetes is at least of a minor. */
  readonly floor: { readonly kubernetes: number; readonly why: string } | undefined;
  /** The versions that are there already, by provider: `cluster-api`, `kubeadm`, `openstack`. None goes back a minor. */
  readonly present: ReadonlyMap<string, string>;
}

/** The tables that versions are chosen from. */
export interface Tables {
  readonly clusterApi: ClusterApiTable;
  readonly management: ManagementTable;
}

/** The providers of infrastructure that a table has; that for Docker comes with Cluster API itself. */
export function listKnownProviders({ clusterApi }: Pick<Tables, 'clusterApi'>): readonly string[] {
  return ['docker', ...clusterApi.providers.map(({ operator }) => operator)];
}
