import { type FileTree, formatTarHeader, padTar, TAR_END } from '../files/index.ts';

/**
 * A tar archive whose bytes depend on the files' paths and content alone: folders before what is in them.
 *
 * @param files sorted by path
 */
export function formatTar(files: FileTree): Buffer {
  const blocks: Buffer[] = [];
  const folders = new Set<string>();
  for (const { path, bytes } of files) {
    for (const folder of parentFolders(path)) {
      if (folders.has(folder)) continue;
      folders.add(folder);
      blocks.push(formatTarHeader('5', Buffer.from(`${folder}/`), 0));
    }
    blocks.push(formatTarHeader('0', Buffer.from(path), bytes.length), bytes, padTar(bytes.length));
  }
  return Buffer.concat([...blocks, TAR_END]);
}

function parentFolders(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
