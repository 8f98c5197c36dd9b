/**
 * The directories of stacks that the arguments name: each a stack's directory, a directory above some, or a
 * glob of those. Sorted, without repetition.
 *
 * @throws ReleaseError `no-stack` when an argument names none
 */
export declare function findStacks(patterns: readonly string[]): Promise<string[]>;
