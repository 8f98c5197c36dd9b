import { ReleaseError } from '../errors.ts';
import { createNetwork } from '../http/index.ts';
import {
  type ArchiveContent,
  type ArchiveContentOptions,
  type ContentStore,
  isTag,
  openArchive,
  openArchiveContent,
  openLayoutContent,
  openRegistryContent,
  parseManifest,
  readWhole,
} from '../oci/index.ts';
import { createOciTarget } from './oci-target.ts';
import { archiveFile, layoutDirectory, readReference, type TargetRuntime } from './open-target.ts';
import type { ReleaseTarget } from './release-target.ts';

/** Where manifests and blobs can be copied as they are. */
export type Content =
  | { readonly kind: 'registry'; readonly store: ContentStore; readonly registry: string; readonly repository: string }
  | { readonly kind: 'layout'; readonly store: ContentStore }
  | { readonly kind: 'archive'; readonly store: ArchiveContent; readonly file: string };

/**
 * Opens `oci://host/repository`, `oci-layout:DIR` or `oci-archive:FILE.tar` for copying; undefined for what keeps releases in another way.
 * @throws ReleaseError `invalid-target`
 */
export function openContent(url: string, runtime: TargetRuntime, options?: ArchiveContentOptions): Content | undefined {
  const [directory, file] = [layoutDirectory(url), archiveFile(url)];
  if (directory === '' || file === '')
    throw new ReleaseError('invalid-target', `${url} names no place; write oci-layout:DIR or oci-archive:FILE.tar`);
  if (directory !== undefined) return { kind: 'layout', store: openLayoutContent(directory) };
  if (file !== undefined) return { kind: 'archive', store: openArchiveContent(file, options), file };
  if (!url.startsWith('oci://')) return undefined;
  const { registry, repository } = readReference(url);
  return { kind: 'registry', store: openRegistryContent({ registry, repository }, createNetwork(runtime)), registry, repository };
}

/** Opens places for copying, the same one for the same URL, so that a log-in and what is known of it serve all copies of a run. */
export function createContentOpener(runtime: TargetRuntime): (url: string) => Content | undefined {
  const opened = new Map<string, Content | undefined>();
  return (url) => {
    const content = opened.get(url) ?? openContent(url, runtime);
    opened.set(url, content);
    return content;
  };
}

/** Throws for an archive that is not there, or is none: as a source that is a mistake. */
export async function requireArchive(file: string): Promise<void> {
  await openArchive(file).tags();
}

/** The target that a content store is, for releases that come from elsewhere than a content store. */
export function createContentTarget(content: ContentStore): ReleaseTarget {
  return createOciTarget({
    url: content.url,
    exists: (descriptor) => content.hasBlob(descriptor),
    async fetch(descriptor) {
      return readWhole(await content.readBlob(descriptor), descriptor, content.url);
    },
    async push(descriptor, bytes) {
      await content.writeBlob(descriptor, async () => ({ kind: 'bytes', bytes }), undefined);
    },
    async resolve(name) {
      const manifest = await content.read(name);
      return manifest && parseManifest(manifest.bytes, manifest.descriptor.mediaType);
    },
    tag: ({ descriptor, bytes }, name) => content.writeManifest({ descriptor, bytes }, { name, fullName: undefined }),
    probe: () => Promise.resolve(),
    tags: async () => (await content.names()).flatMap(({ name }) => (isTag(name) ? [name] : [])),
  });
}
