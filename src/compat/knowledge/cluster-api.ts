/** Dated facts; each table says where from and as of when. */
export interface ClusterApiTable {
  /** `2026-11-22` */
  readonly asOf: string;
  readonly source: string;
}

export const CLUSTER_API: ClusterApiTable = { asOf: '2026-11-22', source: '' };
