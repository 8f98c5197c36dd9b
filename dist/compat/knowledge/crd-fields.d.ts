/** The fields of the kinds that a ClusterClass is made of, by the releases that serve them. */
export interface CrdFieldTable {
    /** `2026-11-22` */
    readonly asOf: string;
    readonly source: string;
    readonly kinds: readonly FieldKind[];
    /** Equal nodes are one; others name them by their index. */
    readonly nodes: readonly FieldNode[];
}
export interface FieldKind {
    readonly group: string;
    readonly kind: string;
    readonly versions: readonly FieldVersion[];
}
export interface FieldVersion {
    /** `v1beta1` */
    readonly version: string;
    /** `CAPO 0.14`: releases with equal fields form an entry. None where no release of the table serves the version. */
    readonly releases: readonly (readonly string[])[];
    /** The index of the node of `spec`. */
    readonly spec?: number;
}
/** Undefined where releases differ, or nothing is said. */
export interface FieldNode {
    readonly type?: string;
    /** By name the index of the node; in a list before the entries of releases that have the field, where not all have. */
    readonly properties?: Readonly<Record<string, number | readonly number[]>>;
    readonly items?: number;
    /** Of a map, the node of each value. */
    readonly values?: number;
    /** Takes any field. */
    readonly open?: boolean;
    readonly required?: readonly string[];
    readonly enum?: readonly unknown[];
    /** Of a text, in all releases. */
    readonly maxLength?: number;
    /** Of a text, in some of them. */
    readonly newMaxLength?: number;
    /** Bounds that hold in all releases: the weakest. A text's, a list's, an object's, a number's. */
    readonly minLength?: number;
    readonly minItems?: number;
    readonly maxItems?: number;
    readonly minProperties?: number;
    readonly minimum?: number;
    readonly maximum?: number;
    /** The defaults that the API server fills in, in all releases. */
    readonly default?: unknown;
    /** Only some releases fill something in, or not all of them the same. */
    readonly variesDefault?: boolean;
}
/** Written by scripts/crd-fields.js. */
export declare const CRD_FIELDS: CrdFieldTable;
