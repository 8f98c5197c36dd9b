/** How far one upgrade of a chart may go by its vendor's documents. */
export interface UpgradePath {
  readonly chart: string;
  /** Minors at a time. */
  readonly minors: number;
  /** The vendor's conditions for a way back. */
  readonly back: string;
  readonly source: string;
  readonly asOf: string;
}

export const UPGRADE_PATHS: readonly UpgradePath[] = [
  {
    chart: 'cilium',
    minors: 1,
    back: 'its features that are in use must be taken back by hand before',
    source:
      'Cilium upgrade guide: upgrades and rollbacks only between consecutive minor releases, https://docs.cilium.io/en/stable/operations/upgrade/',
    asOf: '2026-11-22',
  },
];

export function findUpgradePath(chart: string): UpgradePath | undefined {
  return UPGRADE_PATHS.find((path) => path.chart === chart);
}
