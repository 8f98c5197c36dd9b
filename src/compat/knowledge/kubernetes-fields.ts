import data from './kubernetes-fields.json' with { type: 'json' };

/** The fields of Kubernetes' own kinds, as server-side apply knows them. */
export interface KubernetesFieldTable {
  /** `2026-11-29` */
  readonly asOf: string;
  readonly source: string;
  /** Minors of Kubernetes 1; what the oldest has, older ones are taken to have. */
  readonly oldest: number;
  readonly newest: number;
  /** By API version and kind, `apps/v1/Deployment`, the index of a node. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Equal nodes are one; others name them by their index. */
  readonly nodes: readonly KubernetesNode[];
}

/** `scalar` is a text, a number or a boolean; `any` is not looked into. */
export type KubernetesNode =
  | 'any'
  | 'scalar'
  | 'string'
  | 'number'
  | 'boolean'
  | { readonly list: number }
  | { readonly map: number }
  /** Where not all minors have a field, the first that has it stands behind the index, and where newer ones lack it, the last. */
  | { readonly fields: Readonly<Record<string, number | readonly [index: number, since: number, until?: number]>> };

/** Written by scripts/kubernetes-fields.js. */
export const KUBERNETES_FIELDS = data as unknown as KubernetesFieldTable;
