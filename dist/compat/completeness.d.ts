import type { Rendering } from '../chart/index.js';
/** A rendering of which every document was read, with all values known. */
export type CompleteRendering = Extract<Rendering, {
    readonly kind: 'rendered';
}>;
/**
 * Whether all of what a chart renders to was read. Only then is an object that was not found not there; what was not read
 * is reported once, by `not-rendered` or `render-invalid`.
 */
export declare function isComplete(rendering: Rendering): rendering is CompleteRendering;
/** Why it is not complete, as a part of a sentence; undefined where it is. */
export declare function describeGap(rendering: Rendering): string | undefined;
