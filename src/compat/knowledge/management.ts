import data from './management.json' with { type: 'json' };

/** What a management cluster runs besides Cluster API, its providers and CSO. */
export interface ManagementTable {
  /** `2026-11-28` */
  readonly asOf: string;
  readonly source: string;
  /** Releases of the Cluster API operator, oldest first. */
  readonly operator: readonly InstallerRelease[];
  readonly components: readonly Component[];
}

/** A release of the Cluster API operator, which installs Cluster API and its providers. */
export interface InstallerRelease {
  readonly version: string;
  readonly date: string;
  /** The contracts that it knows; it refuses a provider of another. */
  readonly contracts: readonly string[];
  /** Whether the gates that it is told are added to those of a provider's manifest, or stand in their place. */
  readonly gates: 'merged' | 'replaced';
}

/** What is installed before, apart from the Cluster API operator. */
export interface Component {
  readonly name: string;
  readonly namespace: string;
  /** The URL of its manifest, with `{version}`. */
  readonly install: string;
  /** Oldest first. */
  readonly releases: readonly ComponentRelease[];
  readonly source: string;
}

export interface ComponentRelease {
  readonly version: string;
  readonly date?: string;
  /** The first minor of Kubernetes 1 that it runs on, and the last where that is known. Undefined where neither is. */
  readonly kubernetes?: readonly number[];
}

export const MANAGEMENT: ManagementTable = data as ManagementTable;
