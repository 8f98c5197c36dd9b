/**
 * The programs of a name, in the order of the search path. Folders that are not absolute do not count, since what they
 * mean depends on where we are; nor do folders inside of a stack, whose files are not ours to run.
 *
 * @param searchPath folders, as the variable PATH lists them
 */
export declare function findPrograms(name: string, searchPath: string): string[];
/** Those that lie in a stack: they are not run, and yet they are not the same as none. */
export declare function findProgramsInStacks(name: string, searchPath: string): string[];
/** The first of them. */
export declare function findProgram(name: string, searchPath: string): string | undefined;
