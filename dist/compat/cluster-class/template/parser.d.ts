import { type Node } from './ast.js';
export type Parsed = {
    readonly kind: 'parsed';
    readonly nodes: readonly Node[];
} | {
    readonly kind: 'invalid';
    readonly message: string;
} | {
    readonly kind: 'unsupported';
    readonly what: string;
};
/** A template of a patch. */
export interface Template {
    readonly source: string;
    /** Parsed when first asked for: a patch's template is filled many times, and that of an earlier release never. */
    readonly parsed: () => Parsed;
}
export declare function readTemplate(source: string): Template;
/** Parses a template as Cluster API does, whose functions are those of sprig without what depends on time, chance or the machine. */
export declare function parseTemplate(source: string): Parsed;
