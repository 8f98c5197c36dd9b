/** A file's bytes, or why there are none. `why` goes on from the file's name: "is a symbolic link". */
export type FileRead = {
    readonly kind: 'read';
    readonly bytes: Buffer;
} | {
    readonly kind: 'missing';
} | {
    readonly kind: 'link';
    readonly why: string;
} | {
    readonly kind: 'not-regular';
    readonly why: string;
} | {
    readonly kind: 'too-large';
    readonly why: string;
} | {
    readonly kind: 'unreadable';
    readonly why: string;
};
export interface ReadOptions {
    /** Bytes at most. Counted while reading: what the file system says of a size may be old, or 0 as in /proc. */
    readonly limit: number;
    /** A link in the file's own place: `refuse` for whatever may have come with a stack, `follow` for what users keep where they like. */
    readonly links: 'refuse' | 'follow';
}
/**
 * The one way to read a file: regular, bounded, and never waiting. Opening a FIFO or a device does not block, and what
 * was opened is looked at through its handle, so that nothing can be put in its place in between.
 */
export declare function readFile(path: string, { limit, links }: ReadOptions): FileRead;
/**
 * All bytes of an open file; undefined where there are more than `limit`.
 * @param expected how many there are likely to be
 */
export declare function readBounded(handle: number, expected: number, limit: number): Buffer | undefined;
