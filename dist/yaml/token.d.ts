import type { Dialect } from './dialect.js';
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';
/** `map` and `list` begin a block by indentation, and `blockEnd` ends it; the other words are what stands in the text. */
export type TokenKind = 'end' | 'version' | 'tagDirective' | 'documentStart' | 'documentEnd' | 'list' | 'map' | 'blockEnd' | 'flowList' | 'flowMap' | 'flowListEnd' | 'flowMapEnd' | 'item' | 'comma' | 'key' | 'value' | 'alias' | 'anchor' | 'tag' | 'scalar';
export interface Token {
    readonly kind: TokenKind;
    readonly start: number;
    readonly end: number;
    /** A scalar's text; the name of an alias or anchor; a tag's handle. */
    readonly text: string;
    /** The part after a tag's handle. */
    readonly suffix: string;
    readonly style: ScalarStyle;
    /** Where a token may turn out to begin a key, once its colon is found. */
    candidate: KeyCandidate | undefined;
}
/** A place where a `key: value` may begin. */
export interface KeyCandidate {
    possible: boolean;
    /** It stands where only a key can stand. */
    readonly required: boolean;
    readonly offset: number;
    readonly line: number;
    readonly column: number;
    token: Token | undefined;
}
/** The state of reading one text, from its begin to its end. */
export interface Scan {
    /** With a NUL at its end. */
    readonly text: string;
    readonly dialect: Dialect;
    /** No other line breaks than newlines, so that one call finds the end of a line. */
    readonly plainBreaks: boolean;
    offset: number;
    line: number;
    lineStart: number;
    /** How many brackets are open. */
    flow: number;
    /** The column of the innermost block, and those around it. */
    indent: number;
    readonly indents: number[];
    /** One for each open bracket, and one for the blocks around. */
    readonly candidates: KeyCandidate[];
    keyAllowed: boolean;
    readonly queue: Token[];
    /** Where the last token began. */
    lastStart: number;
    /** The first token of the queue that is not taken yet. */
    head: number;
}
export declare function startScan(text: string, dialect: Dialect): Scan;
export declare function newCandidate(offset: number, line: number, column: number, required: boolean): KeyCandidate;
export declare function newToken(kind: TokenKind, start: number, end: number, text?: string, style?: ScalarStyle, suffix?: string): Token;
/** Steps over one line break and tells it as YAML keeps it: a newline, but for the separators of Unicode. */
export declare function takeBreak(scan: Scan): string;
/** Where the line ends that an offset is in: at its break or at the end of the text. */
export declare function findLineEnd(scan: Scan, offset: number): number;
/** Whether `---` or `...` stands here, with a blank or nothing after it. */
export declare function isDocumentMark(text: string, offset: number): boolean;
/** Steps over the comment of this line, where there is one. */
export declare function skipComment(scan: Scan): void;
/** A text as a message shows it: short, and its begin only. */
export declare function quoteText(text: string, offset: number): string;
