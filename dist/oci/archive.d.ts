import type { Store } from './types.js';
/** A layout in a tar archive as a repository, which is read where it lies; written are archives as a whole, by `openArchiveContent`. */
export declare function openArchive(path: string): Store;
