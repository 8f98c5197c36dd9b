/** A regular expression as Go reads it, matched in linear time. Source: https://github.com/google/re2/wiki/Syntax */
export type GoRegExp = {
    readonly kind: 'usable';
    readonly size: number;
    readonly test: (text: string) => boolean;
}
/** Go refuses it. */
 | {
    readonly kind: 'invalid';
    readonly why: string;
}
/** Go may take it; here it is too large. */
 | {
    readonly kind: 'unknown';
};
/**
 * Compiles expressions, each once as long as their sizes together are not above LARGEST: a class asks for the same few
 * again and again.
 */
export declare function createCompiler(): (pattern: string) => GoRegExp;
