import type { ContentStore, ManifestName } from './content.js';
import { type LayoutOptions } from './layout.js';
import { type LayoutEntry } from './layout-index.js';
import { type RawManifest } from './raw-manifest.js';
import { type LayoutFiles, type LayoutReader } from './read-layout.js';
/** The half of a content store that reads, over a layout's files. */
export type LayoutContent = Pick<ContentStore, 'names' | 'head' | 'read' | 'hasBlob'> & {
    entries(): Promise<readonly LayoutEntry[]>;
};
export declare function readLayoutContent(files: LayoutFiles, reader?: LayoutReader): LayoutContent;
/** A layout in a folder, for copying. Images are there under their whole names, which are no tags: nobody takes them for releases. */
export declare function openLayoutContent(directory: string, { patience }?: LayoutOptions): ContentStore;
/** The entry of a manifest in an index. */
export declare function createRawEntry(manifest: RawManifest, { name, fullName }: ManifestName): LayoutEntry;
