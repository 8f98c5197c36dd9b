/** The tool's folders in the cache; whatever else lies there is someone else's. */
export declare const CACHE_FOLDERS: readonly ['charts', 'versions', 'indexes', 'releases', 'renders'];
export declare function cacheFolder(cache: string, name: (typeof CACHE_FOLDERS)[number]): string;
/** A file that a cache kept; undefined where it is missing or cannot be read, which is the same to a cache. */
export declare function readKept(file: string, limit: number): Buffer | undefined;
/**
 * Keeps a file in a cache. False where that cannot be: a full disk, a folder of someone else, a link in the way. It works without.
 * @param cache the folder below which all is the cache's own
 */
export declare function writeKept(cache: string, file: string, content: Buffer | string): boolean;
