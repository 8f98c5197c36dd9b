/**
 * Empties the cache. Nothing is deleted through a link that may have come with a checkout.
 * @throws ReleaseError `unwritable`
 */
export declare function clearCache(folder: string): Promise<void>;
