/** Dated facts; each table says where from and as of when. */
export interface KubernetesApiTable {
  /** `2026-11-22` */
  readonly asOf: string;
  readonly source: string;
}

export const KUBERNETES_APIS: KubernetesApiTable = { asOf: '2026-11-22', source: '' };
