import type { ContentStore } from './content.js';
import { type LayoutOptions } from './layout.js';
import { type LayoutFiles, type LayoutReader } from './read-layout.js';
/** The half of a content store that reads, over a layout's files. */
type LayoutContent = Pick<ContentStore, 'names' | 'head' | 'read' | 'hasBlob'>;
export declare function readLayoutContent(files: LayoutFiles, reader?: LayoutReader): LayoutContent;
/** A layout in a folder, for copying. Images are there under their whole names, which are no tags: nobody takes them for releases. */
export declare function openLayoutContent(directory: string, { patience }?: LayoutOptions): ContentStore;
export {};
