import type { FileTree } from '../files/index.ts';

/** Source: POSIX.1-2017, pax, "ustar Interchange Format". Fields at their offsets in a header of one block. */
const BLOCK = 512;
const NAME_LENGTH = 100;
const PREFIX_LENGTH = 155;
const AT = { name: 0, mode: 100, uid: 108, gid: 116, size: 124, mtime: 136, checksum: 148, type: 156, magic: 257, prefix: 345 } as const;
const MAGIC = 'ustar\u000000';

type EntryType = '0' | '5' | 'x';
const MODES: Readonly<Record<EntryType, string>> = { '0': '0000644', '5': '0000755', x: '0000644' };

/**
 * A tar archive whose bytes depend on the files' paths and content alone: folders before what is in them, 0644 and
 * 0755, no times, no owners. Written here and not by a library, since these bytes are what a release is known by.
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
      blocks.push(...formatEntry('5', Buffer.from(`${folder}/`), Buffer.alloc(0)));
    }
    blocks.push(...formatEntry('0', Buffer.from(path), bytes));
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function parentFolders(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function formatEntry(type: EntryType, path: Buffer, content: Buffer): Buffer[] {
  const split = splitPath(path);
  const entry = [
    formatHeader(type, split ?? { prefix: Buffer.alloc(0), name: path.subarray(0, NAME_LENGTH) }, content.length),
    ...pad(content),
  ];
  if (split !== undefined) return entry;
  // A pax header carries the paths that the two fields cannot hold.
  const record = formatPaxRecord(path);
  const name = Buffer.from('PaxHeader');
  return [formatHeader('x', { prefix: Buffer.alloc(0), name }, record.length), ...pad(record), ...entry];
}

interface SplitPath {
  readonly prefix: Buffer;
  readonly name: Buffer;
}

/** Divides a path at a `/` between the two fields of a header, in bytes; undefined where it does not fit. */
function splitPath(path: Buffer): SplitPath | undefined {
  if (path.length <= NAME_LENGTH) return { prefix: Buffer.alloc(0), name: path };
  const slash = path.indexOf('/', path.length - NAME_LENGTH - 1);
  if (slash <= 0 || slash > PREFIX_LENGTH || slash === path.length - 1) return undefined;
  return { prefix: path.subarray(0, slash), name: path.subarray(slash + 1) };
}

function formatHeader(type: EntryType, { prefix, name }: SplitPath, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  name.copy(header, AT.name);
  header.write(MODES[type], AT.mode);
  for (const field of [AT.uid, AT.gid]) header.write('0000000', field);
  header.write(size.toString(8).padStart(11, '0'), AT.size);
  header.write('00000000000', AT.mtime);
  header.write(type, AT.type);
  header.write(MAGIC, AT.magic);
  prefix.copy(header, AT.prefix);
  // The sum is taken as if its own field were blank.
  header.write(' '.repeat(8), AT.checksum);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, AT.checksum);
  return header;
}

/** `LENGTH path=PATH\n`, where the length counts its own digits. */
function formatPaxRecord(path: Buffer): Buffer {
  const rest = Buffer.concat([Buffer.from(' path='), path, Buffer.from('\n')]);
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

function pad(content: Buffer): Buffer[] {
  const missing = (BLOCK - (content.length % BLOCK)) % BLOCK;
  return missing === 0 ? [content] : [content, Buffer.alloc(missing)];
}
