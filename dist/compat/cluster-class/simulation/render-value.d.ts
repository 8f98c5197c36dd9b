import { type Template } from '../template/index.js';
/** The value that a template gives; UNKNOWN where only Cluster API can tell, and why. */
export type Computed = {
    readonly kind: 'value';
    readonly value: unknown;
    readonly why?: string;
} | {
    readonly kind: 'failed';
    readonly message: string;
};
/** Fills templates of patches and reads what they write; the same text is read once. */
export type RenderValue = (template: Template, values: Readonly<Record<string, unknown>>) => Computed;
export declare function createRenderer(): RenderValue;
