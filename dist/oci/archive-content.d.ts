import type { ContentStore } from './content.js';
import { type WrittenArchive } from './write-archive.js';
export interface ArchiveContentOptions {
    /** The names that the archive has in the end, and its blobs save fetching them again; undefined adds to what it has. */
    readonly only?: ReadonlySet<string> | undefined;
    /** Another archive: what it has is left out, and is not fetched. */
    readonly without?: string | undefined;
}
/** A layout in a tar archive, for copying. What is written lies beside it in a folder until `seal` puts all into the archive at once. */
export interface ArchiveContent extends ContentStore {
    /** A file of the archive that no layout has; undefined where there is none. */
    readExtra(path: string, limit: number): Promise<Buffer | undefined>;
    /**
     * Puts what was written into the archive, which is replaced as a whole.
     * @param extras files besides the layout's, by path
     * @param isComplete false keeps what was fetched and is named by nothing yet, for the next run
     * @returns undefined where nothing was written, and it is left as it is
     */
    seal(extras: ReadonlyMap<string, Buffer>, isComplete: boolean): Promise<WrittenArchive | undefined>;
}
export declare function openArchiveContent(archive: string, { only, without }?: ArchiveContentOptions): ArchiveContent;
