/** A regular file in a tar archive, and where its content is. */
export interface TarEntry {
    readonly path: string;
    readonly offset: number;
    /** Bytes. */
    readonly size: number;
}
/**
 * The files of an uncompressed tar archive, without their contents: one block is read of each, so that an archive of any size is
 * opened at once. It is untrusted: links, devices, paths that leave the top, paths given twice, damage and a missing end are refused.
 * Sources: POSIX.1-2017, pax; GNU tar manual, "Basic Tar Format".
 *
 * @param handle the archive, open
 * @param length bytes of it
 * @param refuse throws; `why` goes on from the archive's name
 */
export declare function readTarEntries(handle: number, length: number, refuse: (why: string) => never): ReadonlyMap<string, TarEntry>;
