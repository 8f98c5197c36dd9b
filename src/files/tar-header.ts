/** Source: POSIX.1-2017, pax, "ustar Interchange Format". Fields at their offsets in a header of one block. */
export const TAR_BLOCK = 512;
const NAME_LENGTH = 100;
const PREFIX_LENGTH = 155;
const AT = { name: 0, mode: 100, uid: 108, gid: 116, size: 124, mtime: 136, checksum: 148, type: 156, magic: 257, prefix: 345 } as const;
const MAGIC = 'ustar\u000000';

/** A file, a folder, or the pax header of what follows. */
type EntryType = '0' | '5' | 'x';
const MODES: Readonly<Record<EntryType, string>> = { '0': '0000644', '5': '0000755', x: '0000644' };

/** Two blocks of nothing. */
export const TAR_END: Buffer = Buffer.alloc(2 * TAR_BLOCK);

/** Bytes of a file at most: eleven octal digits. */
export const LARGEST_TAR_ENTRY: number = 8 ** 11 - 1;

/**
 * All that stands before an entry's content, which depends on path and size alone: 0644 and 0755, no time, no owner. Written
 * here and not by a library, since these bytes are what releases and archives are known by.
 */
export function formatTarHeader(type: '0' | '5', path: Buffer, size: number): Buffer {
  const split = splitPath(path);
  const header = formatHeader(type, split ?? { prefix: Buffer.alloc(0), name: path.subarray(0, NAME_LENGTH) }, size);
  if (split !== undefined) return header;
  // A pax header carries the paths that the two fields cannot hold.
  const record = formatPaxRecord(path);
  const name = Buffer.from('PaxHeader');
  return Buffer.concat([formatHeader('x', { prefix: Buffer.alloc(0), name }, record.length), record, padTar(record.length), header]);
}

/** What fills the last block of a content. */
export function padTar(size: number): Buffer {
  return Buffer.alloc((TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK);
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
  const header = Buffer.alloc(TAR_BLOCK);
  name.copy(header, AT.name);
  header.write(MODES[type], AT.mode);
  for (const field of [AT.uid, AT.gid]) header.write('0000000', field);
  header.write(size.toString(8).padStart(11, '0'), AT.size);
  header.write('00000000000', AT.mtime);
  header.write(type, AT.type);
  header.write(MAGIC, AT.magic);
  prefix.copy(header, AT.prefix);
  header.write(`${sumTarHeader(header).toString(8).padStart(6, '0')}\u0000 `, AT.checksum);
  return header;
}

/** A header's checksum, taken as if its own field were blank. */
export function sumTarHeader(header: Buffer): number {
  let sum = 8 * 0x20;
  for (let at = 0; at < TAR_BLOCK; at++) if (at < AT.checksum || at >= AT.checksum + 8) sum += header[at] ?? 0;
  return sum;
}

/** `LENGTH path=PATH\n`, where the length counts its own digits. */
function formatPaxRecord(path: Buffer): Buffer {
  const rest = Buffer.concat([Buffer.from(' path='), path, Buffer.from('\n')]);
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}
