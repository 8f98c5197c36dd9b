export interface CachedIndex {
    readonly text: string;
    /** The headers that ask whether it has changed. */
    readonly validators: Readonly<Record<string, string>>;
}
/** Earlier downloads. Nothing here is needed: an entry that cannot be read or written is as good as missing. */
export interface Cache {
    readChart(sha256: string): Promise<Buffer | undefined>;
    writeChart(bytes: Buffer): Promise<void>;
    /** The archive that a version had when it was last asked for. */
    readVersion(repository: string, name: string, version: string): Promise<string | undefined>;
    writeVersion(repository: string, name: string, version: string, sha256: string): Promise<void>;
    readIndex(url: string): Promise<CachedIndex | undefined>;
    writeIndex(url: string, index: CachedIndex): Promise<void>;
}
/**
 * A cache in a folder, by digest, safe with many processes: what is read is
 * held against its digest, so that a damaged file is no more than a missing one. A chart is read once a run.
 */
export declare function openCache(folder: string): Cache;
