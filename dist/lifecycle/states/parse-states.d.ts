import { type ReleaseStates } from './model.js';
/**
 * Reads a releases.yaml.
 * @param file the path to show
 * @throws ReleaseError `invalid-states` with the place of each mistake: half of the file would show as supported what is withdrawn
 */
export declare function parseStates(file: string, bytes: Buffer): Promise<ReleaseStates>;
/** Puts together what several files tell. */
export declare function joinStates(all: readonly ReleaseStates[]): ReleaseStates;
