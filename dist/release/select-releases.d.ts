/**
 * The release directories that are named, or else all in the output directory. Whether `build` made them is seen when they are read.
 * @throws ReleaseError `usage` for one that does not exist or is a stack, and where there is none at all
 */
export declare function selectReleases(named: readonly string[], output: string): Promise<readonly string[]>;
/** All releases below an output directory that have a record, sorted. */
export declare function findReleases(output: string): Promise<string[]>;
