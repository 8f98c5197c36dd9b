/**
 * Replaces a file so that whoever reads meanwhile, and whoever comes after a killed process, finds the old one or the new one.
 * A link in its place is replaced, and not followed.
 * @throws the file system's own error; nothing is left then
 */
export declare function replaceFile(path: string, content: Buffer | string): void;
/** Never throws: the error that stopped the writing is the one to tell. */
export declare function removeIfPossible(path: string): void;
/**
 * Makes a folder and those above it that are missing. Node's own `recursive` never ends where a file system says that a
 * folder's parent does not exist although it does, as /proc does.
 * @throws the file system's own error
 */
export declare function makeFolder(path: string): void;
