/** The hunks between two texts, as `diff -u` shows them; undefined for texts that have little in common. */
export declare function diffLines(from: string, to: string): readonly string[] | undefined;
/** A stretch of two lists. */
export type Stretch = 'both' | 'before' | 'after';
/** How one list becomes the other, item by item; undefined for lists that have little in common. */
export declare function alignItems(before: readonly string[], after: readonly string[]): readonly Stretch[] | undefined;
