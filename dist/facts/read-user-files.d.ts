import { type UserFile } from '../compat/index.js';
/** Reads the files that count for a stack's directory. */
export type ReadUserFiles = (directory: string) => Promise<readonly UserFile[]>;
/** Reads the compatibility.yaml of stacks and of the repositories that they lie in, each once a run. */
export declare function createUserFileReader(): ReadUserFiles;
