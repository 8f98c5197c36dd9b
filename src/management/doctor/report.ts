import type { Finding } from '../../finding.ts';
import type { DoctorReport } from '../../result.ts';

/** Something that is installed in a management cluster. */
export interface InstalledReport {
  /** `core cluster-api`, `infrastructure openstack`, `cso`, `cert-manager` */
  readonly name: string;
  readonly namespace?: string;
  /** Missing where it cannot be told. */
  readonly version?: string;
  /** Feature gates that are set. */
  readonly gates?: Readonly<Record<string, boolean>>;
}

/** A ClusterStack, and which of its releases are ready. */
export interface ClusterStackReport {
  readonly name: string;
  readonly namespace: string;
  readonly versions: readonly string[];
  readonly autoSubscribe: boolean;
  /** Releases of its namespace and line that are ready. */
  readonly ready: readonly string[];
}

/** A class that clusters are made from. */
export interface ClassReport {
  readonly name: string;
  /** Missing where no source was asked. */
  readonly offered?: boolean;
  readonly clusters: readonly { readonly name: string; readonly namespace: string; readonly kubernetes?: string }[];
}

/** What a running management cluster has, held against the releases of sources. */
export interface ManagementReport {
  /** `v1.34.3`; missing where the server did not say. */
  readonly kubernetes?: string;
  readonly installed: readonly InstalledReport[];
  readonly clusterStacks: readonly ClusterStackReport[];
  readonly classes: readonly ClassReport[];
  readonly findings: readonly Finding[];
}

/** What `doctor --management` prints: it asks no target. */
export interface ManagementDoctorReport extends DoctorReport {
  readonly management: ManagementReport;
}
