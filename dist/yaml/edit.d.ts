import type { YamlScalar } from './access.js';
import type { YamlFile } from './file.js';
/** Whether a scalar is written on one line and means nothing elsewhere, so that its range can be replaced by another plain scalar. */
export declare function isInline(yaml: YamlFile, scalar: YamlScalar): boolean;
/** The file with ranges of its text replaced and nothing else: comments, order and spacing stay as they are. */
export declare function replaceRanges(yaml: YamlFile, edits: readonly {
    readonly range: readonly [number, number];
    readonly text: string;
}[]): Buffer;
