import type { Place } from '../finding.js';
import { type YamlFile } from './file.js';
import type { Node } from './node.js';
/** A scalar as the file writes it: `source` is the text (`1.30`), `value` what YAML makes of it (1.3). */
export interface YamlScalar {
    readonly source: string;
    readonly value: unknown;
    readonly quoted: boolean;
    /** With an anchor or a tag before it, outside its range. */
    readonly marked: boolean;
    readonly place: Place;
    /** Offsets of the scalar in the text, for replacing it and nothing else. */
    readonly range: readonly [number, number];
}
export declare function hasSyntaxError(yaml: YamlFile): boolean;
/**
 * The plain data, with maps as objects; undefined where the file is broken. Integers beyond 2^53 become the nearest
 * number, as in any JSON that JavaScript reads; `exact` gives them as bigint.
 */
export declare function toData(yaml: YamlFile, exact?: 'exact' | 'numbers'): unknown;
export declare function placeOf(yaml: YamlFile, node: Node | undefined | null): Place;
/** The pairs of a map, or undefined where the node is not a map. Keys are called as their reader calls them. */
export declare function readMap(node: Node | undefined | null): readonly {
    readonly key: string;
    readonly keyNode: Node;
    readonly value: Node;
}[] | undefined;
export declare function isList(node: Node | undefined | null): boolean;
/** Whether a scalar stands for nothing. */
export declare function isNull(node: Node | undefined | null): boolean;
/** The items of a list; empty where the node is not one. */
export declare function readItems(node: Node | undefined | null): readonly Node[];
/** Follows keys through maps. The last of equal keys counts, as it does for Go, and merged keys count as they do there. */
export declare function getNode(root: Node | undefined | null, ...path: readonly string[]): Node | undefined;
/** The scalar at a node, or undefined where there is none or only null. */
export declare function getScalar(yaml: YamlFile, node: Node | undefined | null): YamlScalar | undefined;
/**
 * A scalar as text, as Helm's charts see it: a number is rewritten, `1.30` as `1.3`.
 * Source: https://github.com/kubernetes-sigs/yaml/blob/v1.4.0/yaml.go, convertToJSONableObject
 */
export declare function getText(yaml: YamlFile, node: Node | undefined | null): YamlScalar | undefined;
/** The node that an alias stands for; the node itself where it is not an alias. */
export declare function followAlias(_yaml: YamlFile, node: Node | undefined | null): Node | undefined;
