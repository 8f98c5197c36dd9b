import { type Line } from '../version/index.js';
/** A release in words. */
export type Reference = {
    readonly kind: 'name';
    readonly source: string;
    readonly name: string;
} | {
    readonly kind: 'digest';
    readonly source: string;
    readonly digest: string;
}
/** The newest release of a line. */
 | {
    readonly kind: 'line';
    readonly source: string;
    readonly line: Line;
} | {
    readonly kind: 'folder';
    readonly folder: string;
};
/**
 * Reads a reference: a release, or a line, which means its newest.
 * @param source where releases are that are named alone
 * @throws ReleaseError `usage`
 */
export declare function parseReference(word: string, source: string): Reference;
