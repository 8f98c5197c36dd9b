import type { DatedState, ReleaseStates } from './model.js';
/**
 * States of releases that are not among the names of a source, although their lines are: they may be misspelt, and then say nothing
 * of the release that was meant. Removed ones are gone.
 */
export declare function findUnlisted({ states }: ReleaseStates, names: readonly string[]): readonly DatedState[];
