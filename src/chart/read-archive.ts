import { promisify } from 'node:util';
import { gunzip as gunzipCallback } from 'node:zlib';
import { messageOf, ReleaseError } from '../errors.ts';
import {
  createFile,
  type FileTree,
  findPathProblem,
  isLfsPointer,
  LFS_ADVICE,
  sortTree,
  TREE_LIMITS,
  type TreeFile,
  type TreeLimits,
} from '../files/index.ts';
import { trimSlashes } from '../text.ts';

const gunzip = promisify(gunzipCallback);

/** Times that text may be as long as its gzip: charts come to 20, and 1000 is what gzip can do. Small archives may do as they like. */
const HIGHEST_RATIO = 200;
const SMALL = 32 * 1024 * 1024;

/**
 * The regular files of a tar.gz in memory. The archive is untrusted: links, devices, paths that leave the top,
 * names given twice, damage and sizes beyond the limits are all refused.
 *
 * @param where the archive's name, for messages
 * @param reader who will read it: Helm skips links and global headers, where CSO fails; `strict` takes what Helm takes, if no one could
 *   read anything else in it
 * @throws ReleaseError `invalid-archive`
 */
export async function readArchive(
  where: string,
  bytes: Buffer,
  limits: TreeLimits = TREE_LIMITS,
  reader: 'cso' | 'helm' | 'strict' = 'cso',
): Promise<FileTree> {
  const refuse = (why: string, cause?: unknown) => new ReleaseError('invalid-archive', `${where} ${why}`, { cause });
  if (isLfsPointer(bytes)) throw refuse(`is a git-lfs pointer and not the archive; ${LFS_ADVICE}`);
  const most = Math.min(limits.totalBytes, Math.max(SMALL, bytes.length * HIGHEST_RATIO));
  const raw = await gunzip(bytes, { maxOutputLength: most }).catch((error: unknown) => {
    throw refuse(`is not a gzip file of at most ${most} bytes unpacked: ${messageOf(error)}`, error);
  });
  // The parser would unpack these too, without a limit.
  if (isCompressed(raw)) throw refuse('is compressed more than once');
  const { Parser } = await import('tar');
  const files = new Map<string, TreeFile>();
  let entries = 0;
  await new Promise<void>((resolve, reject) => {
    const parser = new Parser({
      strict: true,
      // The pax header of an entry holds its path alone; neither our archives nor Helm's have anything longer.
      maxMetaEntrySize: 64 * 1024,
      onReadEntry: (entry) => {
        if (entry.globalExtended !== undefined && reader === 'cso') {
          reject(refuse('has a global pax header, as git archive writes it; CSO refuses such archives'));
          return;
        }
        entries++;
        if (entries > 2 * limits.files) {
          reject(refuse(`has more than ${2 * limits.files} entries`));
          return;
        }
        const path = trimSlashes(entry.path.replace(/^(?:\.\/)+/, ''));
        if (entry.type === 'Directory') {
          if (path !== '' && !isInside(path)) reject(refuse(`has a folder outside itself: ${JSON.stringify(entry.path)}`));
          entry.resume();
          return;
        }
        if (entry.type !== 'File' && entry.type !== 'OldFile') {
          if (reader === 'helm') entry.resume();
          else
            reject(
              refuse(
                `has ${JSON.stringify(path)}, a ${entry.type}; ${reader === 'cso' ? 'CSO unpacks only' : 'a chart holds'} files and folders`,
              ),
            );
          return;
        }
        if (!isInside(path)) {
          reject(refuse(`has a file outside itself: ${JSON.stringify(entry.path)}`));
          return;
        }
        if (files.has(path) && reader !== 'helm') {
          reject(refuse(`has ${JSON.stringify(path)} twice`));
          return;
        }
        if (files.size >= limits.files) {
          reject(refuse(`has more than ${limits.files} files`));
          return;
        }
        const problem = findPathProblem(path);
        if (problem !== undefined) {
          reject(refuse(`has ${JSON.stringify(path.slice(0, 200))}, which ${problem}`));
          return;
        }
        // Parts of what was unpacked, so that it is held once.
        const chunks: Buffer[] = [];
        entry.on('data', (chunk: Buffer) => chunks.push(chunk));
        entry.on('end', () => files.set(path, createFile(path, chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))));
      },
    });
    parser.on('error', (error: unknown) => reject(refuse(`is damaged: ${messageOf(error)}`, error)));
    parser.on('ignoredEntry', (entry: { readonly path: string }) =>
      reject(refuse(`has a header of more than 64 KiB: ${JSON.stringify(entry.path)}`)),
    );
    parser.on('end', () => resolve());
    parser.end(raw);
  });
  return sortTree([...files.values()]);
}

function isCompressed(raw: Buffer): boolean {
  return [
    [0x1f, 0x8b],
    [0x28, 0xb5, 0x2f, 0xfd],
  ].some((magic) => raw.subarray(0, magic.length).equals(Buffer.from(magic)));
}

function isInside(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !/[\\\u0000]/.test(path) && !path.split('/').includes('..');
}
