import { type LayoutFiles } from './read-layout.js';
import type { Store } from './types.js';
export interface LayoutOptions {
    /** Milliseconds to wait for other processes that tag. */
    readonly patience?: number;
}
/** A layout's files in a folder, which may not be there yet. */
export declare function folderFiles(directory: string): LayoutFiles;
/** Makes the layout's folders and files, where they are missing. */
export declare function createLayout(directory: string, isThere: boolean): Promise<void>;
/** The repository in an OCI image layout; a directory that is not there yet is an empty one. */
export declare function openLayout(directory: string, { patience }?: LayoutOptions): Store;
