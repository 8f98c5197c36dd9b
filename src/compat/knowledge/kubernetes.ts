/** Dated facts; each table says where from and as of when. */
export interface KubernetesTable {
  /** `2026-11-22` */
  readonly asOf: string;
  readonly source: string;
}

export const KUBERNETES: KubernetesTable = { asOf: '2026-11-22', source: '' };
