import data from './cluster-api.json' with { type: 'json' };

/** The APIs and versions that Cluster API and its providers serve and support. */
export interface ClusterApiTable {
  /** `2026-11-22` */
  readonly asOf: string;
  readonly source: string;
  /** Oldest first. */
  readonly releases: readonly CoreRelease[];
  readonly providers: readonly Provider[];
  readonly deprecated: readonly Deprecation[];
  /** The groups that only Cluster API has kinds in, with all their kinds and the versions that a release of the table serves. */
  readonly groups: readonly { readonly group: string; readonly kinds: Readonly<Record<string, readonly string[]>> }[];
  /** Releases of the Cluster Stack Operator, oldest first. */
  readonly operators: readonly OperatorRelease[];
}

/** A minor of Cluster API, of its kubeadm providers, and of its provider for Docker. */
export interface CoreRelease {
  /** `CAPI 1.12` */
  readonly release: string;
  /** The newest patch that is known, `v1.12.11`, and the day of its release. */
  readonly newest: string;
  readonly date: string;
  /** The contract of its providers, `v1beta2`. */
  readonly contract: string;
  /** The first and the last minor of Kubernetes 1 that its clusters may run. */
  readonly kubernetes: readonly number[];
  /** The same of the management cluster that it runs in. */
  readonly management: readonly number[];
  /** By Kubernetes minor, `1.36`: the first patch that knows it, where that is not the first of all. */
  readonly needs?: Readonly<Record<string, string>>;
  /** Undefined while it is maintained. */
  readonly endOfLife?: string;
  /** The release of cert-manager that its clusterctl installs. */
  readonly certManager: string;
  /** The release of kind that it is tested with. */
  readonly kind: string;
  /** All its feature gates: a manager that is told another one does not start. */
  readonly gates: readonly string[];
  /** By manager, the gates that its manifest hands on. */
  readonly flags: Readonly<Record<'core' | 'bootstrap' | 'controlPlane' | 'docker', readonly string[]>>;
}

/** A release of the Cluster Stack Operator. */
export interface OperatorRelease {
  /** `CSO 0.2.0-alpha.1` */
  readonly release: string;
  readonly image: string;
  /** The chart that installs it. */
  readonly chart: { readonly url: string; readonly version: string };
  /** The first and the last minor of Cluster API that it works with. */
  readonly core: readonly string[];
  /** Why no later one. */
  readonly reason: string;
  /** The kinds that its ClusterRole lets it create; `*` for all kinds of a group. */
  readonly creates: readonly { readonly group: string; readonly kinds: readonly string[] }[];
  readonly source: string;
}

/** A provider of infrastructure; `prefix` is what its kinds begin with. */
export interface Provider {
  readonly name: string;
  readonly prefix: string;
  /** Its name to the Cluster API operator, which is a stack's provider, too: `openstack`. */
  readonly operator: string;
  /** The namespace that its manifest is made for. */
  readonly namespace: string;
  /** Oldest first. */
  readonly releases: readonly ProviderRelease[];
}

export interface ProviderRelease {
  readonly release: string;
  readonly serves: readonly string[];
  /** The first minor of Cluster API that it goes with, and the last where it goes with no later one. */
  readonly core: readonly string[];
  /** The newest patch that is known, `v0.14.7`, and the day of its release. A pre-release where there is no other. */
  readonly newest: string;
  readonly date: string;
  /** The contract with Cluster API that it keeps, `v1beta1`. */
  readonly contract: string;
  /** By name, what must be there beside it, at this version or a later one. */
  readonly needs?: Readonly<Record<string, string>>;
}

/** A version of an API of which the end is announced. */
export interface Deprecation {
  readonly group: string;
  readonly version: string;
  readonly since: string;
  /** The first release without it, expected at the date. */
  readonly until: string;
  readonly date: string;
}

export const CLUSTER_API: ClusterApiTable = data as unknown as ClusterApiTable;
