/** One part of a management cluster in the version that it is to have, and why. */
export interface Choice {
  readonly kind: 'component' | 'installer' | 'cso' | 'core' | 'bootstrap' | 'controlPlane' | 'infrastructure' | 'ipam';
  /** `cluster-api`, `kubeadm`, `openstack`, `cert-manager` */
  readonly name: string;
  readonly version: string;
  readonly namespace: string;
  /** Feature gates that are needed, all known to this version. */
  readonly gates: Readonly<Record<string, boolean>>;
  /** The URL of a manifest, or of a chart; undefined for what the Cluster API operator installs by name. */
  readonly install: string | undefined;
  /** Sentences without a full stop. */
  readonly reasons: readonly string[];
}
