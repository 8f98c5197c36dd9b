import { promisify } from 'node:util';
import { gunzip as gunzipCallback } from 'node:zlib';
import { ReleaseError } from '../errors.ts';
import { createFile, type FileTree, sortTree, TREE_LIMITS, type TreeFile } from '../file-tree.ts';

const gunzip = promisify(gunzipCallback);

/**
 * The regular files of a tar.gz in memory. The archive is untrusted: links, devices, paths that leave the top,
 * names given twice, damage and sizes beyond the limits are all refused.
 *
 * @param where the archive's name, for messages
 * @throws ReleaseError `invalid-archive`
 */
export async function readArchive(where: string, bytes: Buffer): Promise<FileTree> {
  const refuse = (why: string, cause?: unknown) => new ReleaseError('invalid-archive', `${where} ${why}`, { cause });
  const raw = await gunzip(bytes, { maxOutputLength: TREE_LIMITS.totalBytes }).catch((error: unknown) => {
    throw refuse(`is no gzip file of at most ${TREE_LIMITS.totalBytes} bytes unpacked: ${error instanceof Error ? error.message : error}`, error);
  });
  const { Parser } = await import('tar');
  const files = new Map<string, TreeFile>();
  await new Promise<void>((resolve, reject) => {
    const parser = new Parser({
      strict: true,
      // A pax header of an entry is no more than its path; anything longer is no archive of ours or Helm's.
      maxMetaEntrySize: 64 * 1024,
      onReadEntry: (entry) => {
        const path = entry.path.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
        if (entry.type === 'Directory') {
          if (path !== '' && path !== '.' && !isInside(path)) reject(refuse(`has a folder outside itself: ${JSON.stringify(entry.path)}`));
          entry.resume();
          return;
        }
        if (entry.type !== 'File' && entry.type !== 'OldFile') {
          reject(refuse(`has ${JSON.stringify(path)}, a ${entry.type}; CSO unpacks only files and folders`));
          return;
        }
        if (!isInside(path)) {
          reject(refuse(`has a file outside itself: ${JSON.stringify(entry.path)}`));
          return;
        }
        if (files.has(path)) {
          reject(refuse(`has ${JSON.stringify(path)} twice`));
          return;
        }
        if (files.size >= TREE_LIMITS.files) {
          reject(refuse(`has more than ${TREE_LIMITS.files} files`));
          return;
        }
        const chunks: Buffer[] = [];
        entry.on('data', (chunk: Buffer) => chunks.push(Buffer.from(chunk)));
        entry.on('end', () => files.set(path, createFile(path, Buffer.concat(chunks))));
      },
    });
    parser.on('error', (error: unknown) => reject(refuse(`is damaged: ${error instanceof Error ? error.message : error}`, error)));
    parser.on('end', () => resolve());
    parser.end(raw);
  });
  return sortTree([...files.values()]);
}

function isInside(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !/[\\\u0000]/.test(path) && !path.split('/').includes('..');
}
