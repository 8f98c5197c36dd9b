import { type Line, type ReleaseName } from '../../version/index.js';
/** Some releases of one line. */
export interface Selection {
    readonly line: Line;
    /** Undefined for all of the line. */
    readonly range: {
        readonly first: ReleaseName['version'];
        readonly last: ReleaseName['version'];
    } | undefined;
}
/** Reads a release, a line (all its releases), or `A..B`, two releases of a line and all between; undefined when it is none of them. */
export declare function parseSelection(text: string): Selection | undefined;
/** Whether two releases are of one line and channel, so that one is newer than the other. */
export declare function isSameSeries(a: ReleaseName, b: ReleaseName): boolean;
export declare function isSelected({ line, range }: Selection, release: ReleaseName): boolean;
