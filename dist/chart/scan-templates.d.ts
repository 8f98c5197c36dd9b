import type { FileTree } from '../files/index.js';
/** The names that the templates of a chart use, and those of all charts inside it. */
export interface ChartUse {
    /** Functions that are reached and whose results are others each time: `genCA`, `now`. */
    readonly volatile: readonly string[];
    /** All such functions, in definitions that nothing here includes as well. */
    readonly volatileAnywhere: readonly string[];
    /** Whether definitions of other charts are included, or names that are made up: then more may be used than is seen here. */
    readonly includesForeign: boolean;
    /** Every word of templates, schemas and inner values.yaml, in texts and comments too: nothing reads a key that is not among them. */
    readonly words: readonly string[];
    /** Paths below `.Values` that templates name: `image.tag`, `resources`. */
    readonly paths: readonly string[];
    /** Those of them whose value is more than asked for: what lies below them may reach anywhere. */
    readonly whole: readonly string[];
    /** Whether `.Values` is asked for a key by name, as in `hasKey .Values "a"`, or is handed on, as by `toYaml .Values`. */
    readonly all: 'unused' | 'used' | 'handed-on';
    /** The chart's own values.yaml; undefined where that is not a map. */
    readonly declared?: Readonly<Record<string, unknown>>;
    /** Keys in its comments, `# extraArgs: {}`, and keys of its schema. */
    readonly documented: readonly string[];
}
/** A word as keys are made of. */
export declare const WORD: RegExp;
/** @param files those of a chart, with the charts inside it unpacked */
export declare function scanTemplates(files: FileTree): ChartUse;
