import { type FileRead } from './read-file.js';
/**
 * A file that the user names, a plan or knowledge. Links are followed, since the user may keep files where they like; one that lies
 * in a checkout and leads out of it is not, since a pull request may have brought it. Standard input and what the shell puts in the place
 * of `<(command)` are read to their end; other pipes, which may have no writer, are not.
 * @param limit bytes at most
 */
export declare function readNamedFile(path: string, limit: number): FileRead;
