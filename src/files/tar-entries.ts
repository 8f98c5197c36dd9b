import { readSync } from 'node:fs';
import { trimSlashes } from '../text.ts';
import { sumTarHeader, TAR_BLOCK } from './tar-header.ts';

/** A regular file in a tar archive, and where its content is. */
export interface TarEntry {
  readonly path: string;
  readonly offset: number;
  /** Bytes. */
  readonly size: number;
}

/** More than an archive of thousands of images has. */
const MOST_ENTRIES = 500_000;
const LARGEST_PAX_HEADER = 64 * 1024;

/**
 * The files of an uncompressed tar archive, without their contents: one block is read of each, so that an archive of any size is
 * opened at once. It is untrusted: links, devices, paths that leave the top, paths given twice, damage and a missing end are refused.
 * Sources: POSIX.1-2017, pax; GNU tar manual, "Basic Tar Format".
 *
 * @param handle the archive, open
 * @param length bytes of it
 * @param refuse throws; `why` goes on from the archive's name
 */
export function readTarEntries(handle: number, length: number, refuse: (why: string) => never): ReadonlyMap<string, TarEntry> {
  const entries = new Map<string, TarEntry>();
  const header = Buffer.alloc(TAR_BLOCK);
  let next: { readonly path?: string; readonly size?: number } = {};
  let count = 0;
  for (let at = 0; ; ) {
    if (readSync(handle, header, 0, TAR_BLOCK, at) < TAR_BLOCK) return refuse('has no end: it is cut off, or not a tar archive');
    if (at === 0) refuseOthers(header, refuse);
    at += TAR_BLOCK;
    if (header.every((byte) => byte === 0)) return entries;
    count += 1;
    if (count > MOST_ENTRIES) return refuse(`has more than ${MOST_ENTRIES} entries`);
    if (parseOctal(header.subarray(148, 156)) !== sumTarHeader(header))
      return refuse(`is damaged: the header at byte ${at - TAR_BLOCK} has another checksum`);
    const type = String.fromCharCode(header[156] ?? 0);
    const path = next.path ?? pathOf(header);
    const size = next.size ?? parseSize(header) ?? refuse(`is damaged: ${JSON.stringify(path.slice(0, 200))} has no size`);
    if (at + size > length) return refuse(`is cut off: ${JSON.stringify(path.slice(0, 200))} goes beyond its end`);
    next = {};
    if (type === 'x') {
      if (size > LARGEST_PAX_HEADER) return refuse(`has a header of ${size} bytes`);
      const records = Buffer.alloc(size);
      readSync(handle, records, 0, size, at);
      next = parsePax(records) ?? refuse(`is damaged: the pax header at byte ${at} cannot be read`);
    } else if (type === '0' || type === '\u0000' || type === '7') {
      const clean = cleanPath(path) ?? refuse(`has a file outside itself: ${JSON.stringify(path.slice(0, 200))}`);
      if (entries.has(clean)) return refuse(`has ${JSON.stringify(clean.slice(0, 200))} twice`);
      entries.set(clean, { path: clean, offset: at, size });
    } else if (type === '5') {
      if (path !== './' && path !== '.' && cleanPath(path) === undefined)
        return refuse(`has a folder outside itself: ${JSON.stringify(path.slice(0, 200))}`);
    } else if (type !== 'g') {
      // Global headers hold comments and times. GNU's long names are refused as well: no path of a layout needs one.
      return refuse(`has ${JSON.stringify(path.slice(0, 200))}, which is neither a file nor a folder`);
    }
    at += Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
}

/** What people name in its place. */
function refuseOthers(header: Buffer, refuse: (why: string) => never): void {
  const [first, second] = header;
  const isCompressed = (first === 0x1f && second === 0x8b) || (first === 0x28 && second === 0xb5) || (first === 0x42 && second === 0x5a);
  if (isCompressed) refuse('is compressed; unpack it first, with gzip -d, zstd -d or bzip2 -d');
}

function pathOf(header: Buffer): string {
  const name = textOf(header.subarray(0, 100));
  const isUstar = header.subarray(257, 263).toString('latin1') === 'ustar\u0000';
  const prefix = isUstar ? textOf(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textOf(field: Buffer): string {
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? field.length : end).toString('utf8');
}

function parseOctal(field: Buffer): number | undefined {
  const text = field
    .toString('latin1')
    .replace(/^ +/, '')
    .replace(/[\u0000 ]+$/, '');
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

/** In octal digits or, with the highest bit set, as GNU's binary number. */
function parseSize(header: Buffer): number | undefined {
  const field = header.subarray(124, 136);
  if (field[0] !== 0x80) return parseOctal(field);
  const size = field.readBigUInt64BE(4);
  return size > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(size);
}

/** `path` and `size` of the records `LENGTH KEY=VALUE\n`. */
function parsePax(records: Buffer): { path?: string; size?: number } | undefined {
  const found: { path?: string; size?: number } = {};
  for (let at = 0; at < records.length; ) {
    const [digits = ''] = /^\d{1,6}(?= )/.exec(records.toString('latin1', at, at + 8)) ?? [];
    const end = at + Number(digits);
    if (digits === '' || end > records.length || records[end - 1] !== 0x0a) return undefined;
    const record = records.toString('utf8', at + digits.length + 1, end - 1);
    const [key, value] = [record.slice(0, record.indexOf('=')), record.slice(record.indexOf('=') + 1)];
    if (key === 'path') found.path = value;
    if (key === 'size') {
      if (!/^\d{1,15}$/.test(value)) return undefined;
      found.size = Number(value);
    }
    at = end;
  }
  return found;
}

/** Without `./` before and `/` after it; undefined where it leads out. */
function cleanPath(path: string): string | undefined {
  const clean = trimSlashes(path.replace(/^(?:\.\/)+/, ''));
  const isInside =
    clean !== '' &&
    !clean.startsWith('/') &&
    !/[\\\u0000]/.test(clean) &&
    !clean.split('/').some((part) => part === '..' || part === '.' || part === '');
  return isInside ? clean : undefined;
}
