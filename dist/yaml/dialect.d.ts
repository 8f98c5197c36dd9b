/**
 * The two parsers of Go that read cluster stacks: `v2` is sigs.k8s.io/yaml (Helm, kubectl, CSO's manifests), `v3` is
 * gopkg.in/yaml.v3 (csctl, and CSO for the files of a release).
 */
export type DialectName = 'v2' | 'v3';
/** Where the two differ; all else is common. Source: both modules at their tags, by what they answer */
export interface Dialect {
    readonly name: DialectName;
    /** Who reads so. */
    readonly readers: string;
    /** yes, no, on, off, y and n are booleans, as in YAML 1.1. */
    readonly words: boolean;
    /** `0o-7` and the like are numbers. */
    readonly signedOctal: boolean;
    /** Dates are times, and not text. */
    readonly times: boolean;
    /** The tag `!` leaves a plain scalar to be read as without it, and does not make it text. */
    readonly bareTagIsNone: boolean;
    /** Two equal keys of one map are an error. */
    readonly uniqueKeys: boolean;
    /** A merge key wins over keys before it, and the first of several over the next. */
    readonly mergeInPlace: boolean;
    /** The result has to be JSON, which has neither infinity nor keys that are null. */
    readonly json: boolean;
    /** How many tokens are read ahead, which decides whether a mistake behind a document is seen. */
    readonly lookahead: number;
    /** Comments that follow a comment may stand behind tabs. */
    readonly tabsBeforeComments: boolean;
}
export declare const DIALECTS: Readonly<Record<DialectName, Dialect>>;
