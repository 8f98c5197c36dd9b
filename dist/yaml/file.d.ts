import type { Finding, Place } from '../finding.js';
import type { Dialect } from './dialect.js';
import type { Node } from './node.js';
/** A YAML file that keeps the place of every value. Undefined `root`: empty, or no YAML at all. */
export interface YamlFile {
    readonly file: string;
    readonly text: string;
    readonly lines: Lines;
    readonly root: Node | undefined;
    /** The parser that reads it. */
    readonly dialect: Dialect;
    readonly findings: readonly Finding[];
}
/** Where lines begin; found when a place is asked for, which is rarely. */
export type Lines = () => readonly number[];
/** Lines end with a newline, as editors and annotations count them. */
export declare function findLines(text: string): Lines;
export declare function placeAt(file: string, lines: Lines, offset: number): Place;
