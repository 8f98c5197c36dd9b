/** The syntax tree of a Go template. Source: https://pkg.go.dev/text/template */
export type Node = {
    readonly kind: 'text';
    readonly text: string;
} | {
    readonly kind: 'action';
    readonly pipe: Pipe;
} | {
    readonly kind: 'if' | 'with' | 'range';
    readonly pipe: Pipe;
    readonly body: readonly Node[];
    readonly otherwise: readonly Node[];
} | {
    readonly kind: 'break' | 'continue';
}
/** `define`, `block` and `template`: read, and never evaluated. */
 | {
    readonly kind: 'other';
    readonly keyword: string;
};
export interface Pipe {
    /** Variables that are set, `$key, $value := …`. */
    readonly variables: readonly string[];
    readonly commands: readonly (readonly Term[])[];
}
export type Term = {
    readonly kind: 'literal';
    readonly value: string | number | bigint | boolean | null;
} | {
    readonly kind: 'dot';
} | {
    readonly kind: 'field';
    readonly path: readonly string[];
}
/** `$` is named ''. */
 | {
    readonly kind: 'variable';
    readonly name: string;
    readonly path: readonly string[];
} | {
    readonly kind: 'function';
    readonly name: string;
} | {
    readonly kind: 'group';
    readonly pipe: Pipe;
    readonly path: readonly string[];
};
/** Go would not accept the template, or fail to execute it. */
export declare class TemplateError extends Error {
}
/** Valid for all we know, and more than is evaluated here. */
export declare class Unsupported extends Error {
}
