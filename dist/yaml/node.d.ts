import type { ScalarStyle } from './token.js';
interface Common {
    /** Offsets in the text, without anchor and tag. */
    readonly start: number;
    readonly end: number;
    readonly anchor: string | undefined;
    /** In its long form: `tag:yaml.org,2002:str`. */
    readonly tag: string | undefined;
}
export interface ScalarNode extends Common {
    readonly kind: 'scalar';
    /** The text in the file, without quotes, escapes and line breaks. */
    readonly text: string;
    readonly style: ScalarStyle;
}
export interface MapNode extends Common {
    readonly kind: 'map';
    readonly pairs: readonly YamlPair[];
}
export interface YamlPair {
    /** As its reader calls it: `yes:` is "true" for Helm. Undefined for a list or a map, which is refused. */
    readonly key: string | undefined;
    readonly keyNode: Node;
    readonly value: Node;
    /** `<<`, which brings in other maps' keys: over those before it, or where they are not set at all. */
    readonly merge: 'over' | 'under' | undefined;
}
export interface ListNode extends Common {
    readonly kind: 'list';
    readonly items: readonly Node[];
}
export interface AliasNode extends Common {
    readonly kind: 'alias';
    readonly name: string;
    readonly target: Node;
}
/** A value with its place. Nodes of one file are a tree, but for what aliases point at. */
export type Node = ScalarNode | MapNode | ListNode | AliasNode;
export {};
