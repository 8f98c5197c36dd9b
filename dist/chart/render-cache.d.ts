/** Renderings, kept by what they were made from. Never throws: one that cannot be kept is made again. */
export interface RenderCache {
    readonly read: (key: string) => Promise<unknown>;
    readonly write: (key: string, value: unknown) => Promise<void>;
}
/** A key over everything that the value depends on. */
export declare function hashKey(kind: string, ...parts: readonly unknown[]): string;
/**
 * Opens a folder of kept values, which several processes may share. A value stands in one file behind its digest, so
 * a damaged one is as good as none.
 */
export declare function openRenderCache(directory: string): RenderCache;
