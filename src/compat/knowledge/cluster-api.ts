import data from './cluster-api.json' with { type: 'json' };

/** What Cluster API and its providers serve and support. */
export interface ClusterApiTable {
  /** `2026-11-22` */
  readonly asOf: string;
  readonly source: string;
  /** Oldest first, each with the first and the last minor of Kubernetes 1 that its clusters may run. */
  readonly releases: readonly { readonly release: string; readonly kubernetes: readonly number[] }[];
  readonly providers: readonly Provider[];
  readonly deprecated: readonly Deprecation[];
  /** The groups that nobody but Cluster API has kinds in, with all their kinds and the versions that a release of the table serves. */
  readonly groups: readonly { readonly group: string; readonly kinds: Readonly<Record<string, readonly string[]>> }[];
}

/** A provider of infrastructure; `prefix` is what its kinds begin with. */
export interface Provider {
  readonly name: string;
  readonly prefix: string;
  /** Oldest first. */
  readonly releases: readonly { readonly release: string; readonly serves: readonly string[] }[];
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

export const CLUSTER_API: ClusterApiTable = { ...data, groups: data.groups.map(({ group, kinds }) => ({ group, kinds: { ...kinds } })) };
