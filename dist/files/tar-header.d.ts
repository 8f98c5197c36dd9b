/** Source: POSIX.1-2017, pax, "ustar Interchange Format". Fields at their offsets in a header of one block. */
export declare const TAR_BLOCK = 512;
/** Two blocks of nothing. */
export declare const TAR_END: Buffer;
/** Bytes of a file at most: eleven octal digits. */
export declare const LARGEST_TAR_ENTRY: number;
/**
 * All that stands before an entry's content, which depends on path and size alone: 0644 and 0755, no time, no owner. Written
 * here and not by a library, since these bytes are what releases and archives are known by.
 */
export declare function formatTarHeader(type: '0' | '5', path: Buffer, size: number): Buffer;
/** What fills the last block of a content. */
export declare function padTar(size: number): Buffer;
/** A header's checksum, taken as if its own field were blank. */
export declare function sumTarHeader(header: Buffer): number;
