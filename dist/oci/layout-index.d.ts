import { type JsonObject } from '../json.js';
import type { Descriptor } from './types.js';
/** `index.json`, with whatever else others put there. Source: https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md */
export interface LayoutIndex {
    readonly rest: JsonObject;
    /** Entries with digests of algorithms that we do not speak: kept as they are. */
    readonly foreign: readonly unknown[];
    readonly entries: readonly LayoutEntry[];
}
export interface LayoutEntry {
    /** As it stands in the file: others' fields are kept. */
    readonly json: JsonObject;
    readonly descriptor: Descriptor;
    /** The tag, where the entry has a name. */
    readonly name: string | undefined;
}
export declare const EMPTY_INDEX: LayoutIndex;
export declare function parseIndex(bytes: Buffer, path: string): LayoutIndex;
/**
 * An entry of an index.
 * @param fullName the whole reference that containerd gives what it imports; undefined where it is not known
 */
export declare function createEntry(descriptor: Descriptor, artifactType: string | undefined, name: string, fullName?: string): LayoutEntry;
/** The whole reference of an entry, where it has one. */
export declare function fullNameOf({ descriptor }: LayoutEntry): string | undefined;
export declare function formatIndex({ rest, foreign, entries }: LayoutIndex): Buffer;
/** The entry of a name. */
export declare function findEntry(entries: readonly LayoutEntry[], tag: string, path: string): LayoutEntry | undefined;
/**
 * The index with further entries: the same one where there is nothing new. Entries are sorted, and of two whole names of one entry
 * the first in order is kept, so that the file does not tell who came first.
 * @throws OciError `tag-taken`
 */
export declare function mergeEntries(index: LayoutIndex, added: readonly LayoutEntry[], path: string): LayoutIndex;
