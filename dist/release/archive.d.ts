import { type FileTree } from '../files/index.js';
/** A tar.gz whose bytes depend on the files' paths and content alone. Compression runs on libuv's threads. */
export declare function packArchive(files: FileTree): Promise<Buffer>;
/** Whether this Node's zlib compresses as others do; where not, archives have other bytes here than elsewhere. */
export declare function hasCommonZlib(): Promise<boolean>;
