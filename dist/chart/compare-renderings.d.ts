import type { RenderedObject, Rendering } from './rendering.js';
/** A field of a rendered object that came out otherwise when its chart was rendered once more. */
export interface FieldDifference {
    /** As it was rendered first. */
    readonly object: Pick<RenderedObject, 'apiVersion' | 'kind' | 'name' | 'place'>;
    /** Keys and indexes; empty where the object is in one of the renderings alone. */
    readonly path: readonly (string | number)[];
}
/** Two renderings of one chart, held against each other. */
export type Comparison = {
    readonly kind: 'compared';
    readonly differences: readonly FieldDifference[];
} | {
    readonly kind: 'unknown';
    readonly message: string;
};
export declare const SAME: Comparison;
/** The differences between two renderings. Objects are paired by template, kind and order: names may be what differs. */
export declare function compareRenderings(first: Rendering, second: Rendering): Comparison;
/** `spec.files[3].content`, `data["ca.crt"]` */
export declare function formatPath(path: readonly (string | number)[]): string;
