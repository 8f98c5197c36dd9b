import type { ReleaseSource } from './release-source.js';
/** Whether a folder has the files of a release. */
export declare function isReleaseFolder(folder: string): boolean;
/** A release's folder, or a folder of several, as `build` and `pull` write them, as a source. A folder that is not there is an error. */
export declare function openReleaseFolder(folder: string): ReleaseSource;
/** The digests of a release's files, by name, as the record beside its folder has them; undefined without one. */
export declare function readRecorded(directory: string, name: string): ReadonlyMap<string, string> | undefined;
