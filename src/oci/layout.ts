import { access, constants } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isObject } from '../data.ts';
import { digestOf } from '../digest.ts';
import { hasErrno } from '../errors.ts';
import { replaceFile } from '../files/index.ts';
import { parseJson } from '../json.ts';
import { clipText } from '../text.ts';
import { checkContent, checkDigest, isDigest } from './digest.ts';
import { OciError } from './error.ts';
import { guardFiles, makeDirectory, readBounded, sizeOf } from './layout-files.ts';
import { addEntry, EMPTY_INDEX, formatIndex, type LayoutEntry, type LayoutIndex, parseIndex } from './layout-index.ts';
import { withLock } from './lock.ts';
import { LARGEST_MANIFEST, MANIFEST_MEDIA_TYPE, parseManifest } from './manifest.ts';
import { isTag } from './reference.ts';
import type { Descriptor, ManifestBlob, Store } from './types.ts';

export interface LayoutOptions {
  /** Milliseconds to wait for other processes that tag. */
  readonly patience?: number;
}

const LARGEST_INDEX = 16 * 1024 * 1024;
const LAYOUT = Buffer.from('{"imageLayoutVersion":"1.0.0"}');

/**
 * The repository in an OCI image layout; a directory that is not there yet is an empty one.
 * Source: https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md
 */
export function openLayout(directory: string, { patience = 30_000 }: LayoutOptions = {}): Store {
  const indexPath = join(directory, 'index.json');
  const blobPath = (digest: string): string => join(directory, 'blobs', 'sha256', checkDigest(digest).slice('sha256:'.length));

  async function readIndex(): Promise<LayoutIndex> {
    await checkVersion();
    const bytes = await readBounded(indexPath, LARGEST_INDEX);
    return bytes === undefined ? EMPTY_INDEX : parseIndex(bytes, indexPath);
  }

  /** Whether there is a layout; throws for one of another version. */
  async function checkVersion(): Promise<boolean> {
    const path = join(directory, 'oci-layout');
    const bytes = await readBounded(path, 4096);
    if (bytes === undefined) return false;
    const json = parseJson(bytes);
    const version = isObject(json) ? json['imageLayoutVersion'] : undefined;
    if (version === '1.0.0') return true;
    throw new OciError(
      'invalid-layout',
      `${path}: expected imageLayoutVersion 1.0.0, found ${clipText(String(version), 40)}; use another directory`,
    );
  }

  async function create(): Promise<void> {
    if (!(await checkVersion())) {
      await makeDirectory(directory, directory);
      replaceFile(join(directory, 'oci-layout'), LAYOUT);
    }
    await makeDirectory(join(directory, 'blobs', 'sha256'), directory);
  }

  async function holds(descriptor: Descriptor): Promise<boolean> {
    const path = blobPath(descriptor.digest);
    if ((await sizeOf(path)) !== descriptor.size) return false;
    const bytes = await readBounded(path, descriptor.size);
    return bytes !== undefined && bytes.length === descriptor.size && digestOf(bytes) === descriptor.digest;
  }

  async function write(descriptor: Descriptor, bytes: Buffer): Promise<void> {
    checkContent(descriptor, bytes, `the content to push to ${directory}`);
    if (!(await holds(descriptor))) replaceFile(blobPath(descriptor.digest), bytes);
  }

  async function readManifest(digest: string, entry: LayoutEntry | undefined): Promise<ManifestBlob | undefined> {
    const path = blobPath(digest);
    const size = entry?.descriptor.size;
    const bytes = await readBounded(path, LARGEST_MANIFEST);
    if (bytes === undefined && entry === undefined) return undefined;
    if (bytes === undefined) throw new OciError('invalid-layout', `${indexPath} names ${digest}, but ${path} is missing; push it again`);
    checkContent({ mediaType: '', digest, size: size ?? bytes.length }, bytes, path);
    try {
      return parseManifest(bytes, entry?.descriptor.mediaType ?? MANIFEST_MEDIA_TYPE);
    } catch (error) {
      throw error instanceof OciError ? new OciError(error.code, `${path}: ${error.message}`) : error;
    }
  }

  return guardFiles({
    url: `oci-layout:${directory}`,

    async exists(descriptor) {
      return (await checkVersion()) && holds(descriptor);
    },

    async fetch(descriptor) {
      await checkVersion();
      const path = blobPath(descriptor.digest);
      const size = await sizeOf(path);
      if (size !== undefined && size !== descriptor.size)
        throw new OciError('size-mismatch', `${path} has ${size} bytes, not ${descriptor.size}`);
      const bytes = await readBounded(path, descriptor.size);
      if (bytes === undefined) throw new OciError('not-found', `${path} is not there`);
      checkContent(descriptor, bytes, path);
      return bytes;
    },

    async push(descriptor, bytes) {
      checkDigest(descriptor.digest);
      await create();
      await write(descriptor, bytes);
    },

    async resolve(reference) {
      if (!isTag(reference) && !isDigest(reference))
        throw new OciError('invalid-reference', `"${clipText(reference)}" is neither a tag nor a sha256 digest`);
      const { entries } = await readIndex();
      if (isDigest(reference))
        return readManifest(
          reference,
          entries.find(({ descriptor }) => descriptor.digest === reference),
        );
      const entry = named(entries, reference, indexPath);
      return entry === undefined ? undefined : readManifest(entry.descriptor.digest, entry);
    },

    async tag(manifest, tag) {
      if (!isTag(tag)) throw new OciError('invalid-reference', `"${clipText(tag)}" is not a tag`);
      checkContent(manifest.descriptor, manifest.bytes, `the manifest to tag ${tag}`);
      await create();
      await withLock(`${indexPath}.lock`, patience, async () => {
        const index = await readIndex();
        const taken = named(index.entries, tag, indexPath);
        if (taken !== undefined && taken.descriptor.digest !== manifest.descriptor.digest) {
          throw new OciError(
            'tag-taken',
            `${indexPath}: the tag ${tag} is ${taken.descriptor.digest} already, so it is not given to ${manifest.descriptor.digest}`,
          );
        }
        for (const blob of [manifest.manifest.config, ...manifest.manifest.layers]) {
          if (!(await holds(blob)))
            throw new OciError('rejected', `${directory} lacks ${blob.digest}, which the manifest for ${tag} points at; push it first`);
        }
        await write(manifest.descriptor, manifest.bytes);
        if (taken === undefined) replaceFile(indexPath, formatIndex(addEntry(index, manifest, tag)));
      });
    },

    async probe() {
      await checkVersion();
      await checkWritable(directory);
    },

    async tags() {
      const { entries } = await readIndex();
      if (entries.length === 0 && !(await checkVersion())) return undefined;
      // Other tools name entries by whole references too; those are not tags.
      const names = entries.flatMap(({ name }) => (name !== undefined && isTag(name) ? [name] : []));
      return [...new Set(names)].sort();
    },
  });
}

/** A folder that is not there yet is made in the nearest one above it. */
async function checkWritable(directory: string): Promise<void> {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    try {
      await access(folder, constants.W_OK);
      return;
    } catch (error) {
      if (hasErrno(error, 'ENOENT') && dirname(folder) !== folder) continue;
      throw new OciError('file-error', `${folder} cannot be written to; check who owns it and what is mounted there`);
    }
  }
}

function named(entries: readonly LayoutEntry[], tag: string, path: string): LayoutEntry | undefined {
  const found = entries.filter(({ name }) => name === tag);
  if (new Set(found.map(({ descriptor }) => descriptor.digest)).size > 1) {
    throw new OciError('invalid-layout', `${path}: the tag ${tag} is there more than once, for different manifests; remove all but one`);
  }
  return found[0];
}
