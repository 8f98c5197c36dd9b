import type { RenderedObject } from '../../../chart/index.js';
import type { KubernetesVersion } from '../../../version/index.js';
import { type CrdFieldTable, type FieldNode, type FieldVersion } from '../../knowledge/crd-fields.js';
import type { Knowledge } from '../../knowledge/index.js';
/** The fields of a kind at one of its versions. */
export interface Fields {
    readonly table: CrdFieldTable;
    readonly version: FieldVersion;
    /** Releases that cannot run the stack anyway, or that are unmaintained. */
    readonly ignored: ReadonlySet<string>;
}
export type Lookup = {
    readonly kind: 'known';
    readonly fields: Fields;
}
/** No release serves the version; those that are served, the newest last. */
 | {
    readonly kind: 'not-served';
    readonly served: readonly FieldVersion[];
} | {
    readonly kind: 'unknown';
};
export interface FieldProblem {
    readonly kind: 'undeclared' | 'missing' | 'type' | 'enum' | 'bound' | 'few' | 'partial';
    /** `spec.template.spec.image` */
    readonly path: string;
    readonly message: string;
    /** Of `partial`: the releases without the field. */
    readonly lacking?: readonly string[];
}
/** Finds the fields of `infrastructure.cluster.x-k8s.io/v1beta1`, `OpenStackClusterTemplate`. */
export declare function findFields(table: CrdFieldTable, apiVersion: string, kind: string, ignored?: ReadonlySet<string>): Lookup;
/** The part of the facts that decides which releases count. */
interface Circumstances {
    readonly knowledge: Pick<Knowledge, 'clusterApi'>;
    readonly kubernetes: KubernetesVersion;
}
/** The releases of Cluster API that do not support the stack's Kubernetes, and those of providers that are unmaintained. */
export declare function listIgnored({ knowledge, kubernetes: { minor } }: Circumstances): ReadonlySet<string>;
/** The releases that lack a field which an object has. */
export declare function listLacking({ apiVersion, kind, data }: RenderedObject): readonly string[];
/** `CAPI 1.8 to 1.14, CAPO 0.14` */
export declare function formatReleases(releases: readonly string[]): string;
/** Releases that serve a version, in the table's order. */
export declare function listReleases({ releases }: FieldVersion): readonly string[];
/** The fields that do not fit in an object's `spec`. Null counts as absent, since the API server drops it. */
export declare function checkSpec(fields: Fields, spec: unknown): FieldProblem[];
/** Whether a JSON pointer meets a field: below `/spec`, without looking at any object. */
export declare function checkPointer(fields: Fields, keys: readonly string[]): FieldProblem | undefined;
export declare function nodeAt({ table }: Pick<Fields, 'table'>, index: number): FieldNode;
export {};
