import { type ReleaseStates } from './model.js';
/** The file's name where nobody names it. */
export declare const STATES_FILE = "releases.yaml";
/**
 * Reads what is told of releases: from the file that is named, or else from each releases.yaml here, beside the stacks and
 * at the repository's root. Without one, nothing is known.
 * @throws ReleaseError `invalid-states`; `usage` where the named file is not there
 */
export declare function readStates(named: string | undefined): Promise<ReleaseStates>;
/** The files that tell of releases, nearest first. */
export declare function findStatesFiles(): readonly string[];
