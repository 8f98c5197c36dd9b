import { type FileTree, type TreeLimits } from '../files/index.js';
/**
 * The regular files of a tar.gz in memory. The archive is untrusted: links, devices, paths that leave the top,
 * names given twice, damage and sizes beyond the limits are all refused.
 *
 * @param where the archive's name, for messages
 * @param reader who will read it: Helm skips links and global headers, where CSO fails; `strict` takes what Helm takes, if no one could
 *   read anything else in it
 * @throws ReleaseError `invalid-archive`
 */
export declare function readArchive(where: string, bytes: Buffer, limits?: TreeLimits, reader?: 'cso' | 'helm' | 'strict'): Promise<FileTree>;
