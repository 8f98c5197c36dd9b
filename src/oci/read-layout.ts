import { isObject } from '../data.ts';
import { digestOf } from '../digest.ts';
import { parseJson } from '../json.ts';
import { clipText } from '../text.ts';
import { checkContent, checkDigest, isDigest } from './digest.ts';
import { OciError } from './error.ts';
import { EMPTY_INDEX, findEntry, type LayoutEntry, type LayoutIndex, parseIndex } from './layout-index.ts';
import { LARGEST_MANIFEST, MANIFEST_MEDIA_TYPE, parseManifest } from './manifest.ts';
import { checkName, isTag } from './reference.ts';
import type { Descriptor, ManifestBlob, Store } from './types.ts';

/** The files of a layout, in a folder or in an archive. Paths are relative to its top. */
export interface LayoutFiles {
  /** A file's name in messages. */
  where(path: string): string;
  /** What to do where a blob is missing or is not what it has to be. */
  readonly advice: string;
  /** Bytes; undefined where there is no such file. */
  size(path: string): Promise<number | undefined>;
  /** Undefined where there is no such file; throws for one of more than `limit` bytes. */
  read(path: string, limit: number): Promise<Buffer | undefined>;
}

/** A layout as a repository that is only read. Source: https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md */
export interface LayoutReader extends Pick<Store, 'exists' | 'fetch' | 'resolve' | 'tags'> {
  /** The entry of a tag. */
  find(tag: string): Promise<Descriptor | undefined>;
  /** Whether there is a layout; throws for one of another version. */
  checkVersion(): Promise<boolean>;
  readIndex(): Promise<LayoutIndex>;
  /** Whether a blob is there, whole. */
  holds(descriptor: Descriptor): Promise<boolean>;
}

export const INDEX_FILE = 'index.json';
export const LAYOUT_FILE = 'oci-layout';
export const LAYOUT: Buffer = Buffer.from('{"imageLayoutVersion":"1.0.0"}');
const LARGEST_INDEX = 16 * 1024 * 1024;

/** The folder of a layout's blobs. */
export const BLOBS = 'blobs/sha256';

/** Where a layout has a blob. */
export function blobFile(digest: string): string {
  return `${BLOBS}/${checkDigest(digest).slice('sha256:'.length)}`;
}

export function readLayout(files: LayoutFiles): LayoutReader {
  const indexPath = files.where(INDEX_FILE);
  /** The index that was read last: it is parsed again only when it has changed. */
  let known: { readonly bytes: Buffer; readonly index: LayoutIndex } | undefined;

  async function checkVersion(): Promise<boolean> {
    const bytes = await files.read(LAYOUT_FILE, 4096);
    if (bytes === undefined) return false;
    const json = parseJson(bytes);
    const version = isObject(json) ? json['imageLayoutVersion'] : undefined;
    if (version === '1.0.0') return true;
    throw new OciError(
      'invalid-layout',
      `${files.where(LAYOUT_FILE)}: expected imageLayoutVersion 1.0.0, found ${clipText(String(version), 40)}; use another directory`,
    );
  }

  async function readIndex(): Promise<LayoutIndex> {
    await checkVersion();
    const bytes = await files.read(INDEX_FILE, LARGEST_INDEX);
    if (bytes === undefined) return EMPTY_INDEX;
    if (known === undefined || !known.bytes.equals(bytes)) known = { bytes, index: parseIndex(bytes, indexPath) };
    return known.index;
  }

  async function holds(descriptor: Descriptor): Promise<boolean> {
    const path = blobFile(descriptor.digest);
    if ((await files.size(path)) !== descriptor.size) return false;
    const bytes = await files.read(path, descriptor.size);
    return bytes !== undefined && bytes.length === descriptor.size && digestOf(bytes) === descriptor.digest;
  }

  async function readManifest(digest: string, entry: LayoutEntry | undefined): Promise<ManifestBlob | undefined> {
    const path = blobFile(digest);
    const place = files.where(path);
    const size = entry?.descriptor.size;
    const bytes = await files.read(path, LARGEST_MANIFEST);
    if (bytes === undefined && entry === undefined) return undefined;
    if (bytes === undefined) throw new OciError('invalid-layout', `${indexPath} names ${digest}, but ${place} is missing; ${files.advice}`);
    advise(files, () => checkContent({ mediaType: '', digest, size: size ?? bytes.length }, bytes, place));
    try {
      return parseManifest(bytes, entry?.descriptor.mediaType ?? MANIFEST_MEDIA_TYPE);
    } catch (error) {
      throw error instanceof OciError ? new OciError(error.code, `${place}: ${error.message}`) : error;
    }
  }

  return {
    checkVersion,
    readIndex,
    holds,
    find: async (tag) => findEntry((await readIndex()).entries, tag, indexPath)?.descriptor,

    async exists(descriptor) {
      return (await checkVersion()) && holds(descriptor);
    },

    async fetch(descriptor) {
      await checkVersion();
      const path = blobFile(descriptor.digest);
      const place = files.where(path);
      const size = await files.size(path);
      if (size !== undefined && size !== descriptor.size)
        throw new OciError('size-mismatch', `${place} has ${size} bytes, not ${descriptor.size}; ${files.advice}`);
      const bytes = await files.read(path, descriptor.size);
      if (bytes === undefined) throw new OciError('not-found', `${place} is not there; ${files.advice}`);
      advise(files, () => checkContent(descriptor, bytes, place));
      return bytes;
    },

    async resolve(reference) {
      checkName(reference);
      const { entries } = await readIndex();
      if (isDigest(reference))
        return readManifest(
          reference,
          entries.find(({ descriptor }) => descriptor.digest === reference),
        );
      const entry = findEntry(entries, reference, indexPath);
      return entry === undefined ? undefined : readManifest(entry.descriptor.digest, entry);
    },

    async tags() {
      const { entries } = await readIndex();
      if (entries.length === 0 && !(await checkVersion())) return undefined;
      // Other things are named by whole references; those are not tags.
      const names = entries.flatMap(({ name }) => (name !== undefined && isTag(name) ? [name] : []));
      return [...new Set(names)].sort();
    },
  };
}

/** Says of content that is not what it has to be also what to do. */
function advise({ advice }: LayoutFiles, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw error instanceof OciError ? new OciError(error.code, `${error.message}; ${advice}`) : error;
  }
}
