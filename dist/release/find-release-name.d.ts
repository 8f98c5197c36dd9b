import { type ReleaseName } from '../version/index.js';
/** The release that files belong to, by the archive of their cluster class; undefined where none, or more than one, is named so. */
export declare function findReleaseName(files: readonly string[]): ReleaseName | undefined;
