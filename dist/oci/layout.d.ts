import type { Store } from './types.js';
export interface LayoutOptions {
    /** Milliseconds to wait for other processes that tag. */
    readonly patience?: number;
}
/**
 * The repository in an OCI image layout; a directory that is not there yet is an empty one.
 * Source: https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md
 */
export declare function openLayout(directory: string, { patience }?: LayoutOptions): Store;
