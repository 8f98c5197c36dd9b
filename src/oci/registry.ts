import { describeRequest, HttpError, type HttpResponse, LARGEST_FILE, type Network, retry } from '../http/index.ts';
import { clipText } from '../text.ts';
import { checkLength, readManifest } from './check-response.ts';
import { type Connection, connect, tagTaken } from './connect.ts';
import { checkContent, checkDigest } from './digest.ts';
import { OciError } from './error.ts';
import { ACCEPT_MANIFESTS, formatManifest, LARGEST_MANIFEST } from './manifest.ts';
import { putManifest } from './put-manifest.ts';
import { checkName, isTag, type Reference } from './reference.ts';
import { blobError, isKindRefused, isNoRepository, isRegistryNotFound, manifestError } from './registry-error.ts';
import { parseTagsPage } from './tags.ts';
import type { Descriptor, ManifestBlob, Store } from './types.ts';
import { createUploads, repeatUpload } from './upload.ts';

const LARGEST_PAGE = 8 * 1024 * 1024;
const MOST_PAGES = 1000;
const MOST_TAGS = 300_000;
/** Milliseconds; see `settle`. */
const SHORTEST_SETTLING = 250;
const LONGEST_SETTLING = 5000;

/**
 * The repository that a reference is in, over the distribution API.
 * Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export function openRegistry(reference: Reference, network: Network): Store {
  return createRegistryStore(connect(reference, network));
}

export function createRegistryStore(connection: Connection): Store {
  const { registry, repository, url, base, policy, now, call, expect, redact } = connection;
  const uploads = createUploads(connection);
  /** How long it took to tag: others will not take much longer. */
  let tagging = 0;

  /**
   * Finds out whether a registry takes a kind of manifest. It is put under a digest that is not its own, so no registry keeps
   * it; one that refuses an ordinary image so, too, refuses the digest, and says nothing about the kind.
   */
  async function probeManifest(sample: ManifestBlob): Promise<void> {
    const put = async ({ descriptor, bytes }: ManifestBlob) => {
      const response = await call('push', 'PUT', `manifests/${NOWHERE}`, {
        headers: { 'content-type': descriptor.mediaType },
        body: bytes,
      });
      // Whoever keeps it all the same has it under its own.
      if (response.status === 201) await call('push', 'DELETE', `manifests/${descriptor.digest}`).catch(() => {});
      return response;
    };
    const response = await put(sample);
    if (isKindRefused(response) && !isKindRefused(await put(asImage(sample)))) throw manifestError(response, sample.manifest, redact);
  }

  const store: Store = {
    url,

    async exists(descriptor) {
      const response = await call('pull', 'HEAD', blobPath(descriptor));
      return response.status === 404 ? false : expect(response, 200).status === 200;
    },

    async fetch(descriptor) {
      checkSize(descriptor, `${registry}/${repository}`);
      const response = await call('pull', 'GET', blobPath(descriptor), { limit: descriptor.size, expected: descriptor.size });
      const place = describeRequest(response);
      if (response.status !== 200) throw blobError(response, base.host, redact);
      checkLength(response, descriptor, place);
      checkContent(descriptor, response.body, place);
      return response.body;
    },

    async push(descriptor, bytes) {
      // A tag that could not be read back is not written.
      checkSize(descriptor, `${registry}/${repository}`);
      checkContent(descriptor, bytes, `the content to push to ${registry}/${repository}`);
      await repeatUpload(
        policy,
        () => store.exists(descriptor),
        () => uploads.upload(descriptor, bytes),
      );
    },

    async resolve(name) {
      const path = `manifests/${checkName(name)}`;
      const response = await call('pull', 'GET', path, { headers: { accept: ACCEPT_MANIFESTS }, limit: LARGEST_MANIFEST });
      if (isRegistryNotFound(response)) return undefined;
      return readManifest(expect(response, 200), name);
    },

    async tag(manifest, tag) {
      if (!isTag(tag)) throw new OciError('invalid-reference', `"${clipText(tag)}" is not a tag`);
      let isRepeated = false;
      await retry(policy, async () => {
        // Like a blob's, but a tag may have been given to another manifest meanwhile.
        const named = isRepeated ? await store.resolve(tag) : undefined;
        if (named?.descriptor.digest === manifest.descriptor.digest) return;
        if (named !== undefined) throw tagTaken(`${registry}/${repository}:${tag}`);
        const attempt = { isRepeated, refuse: (response: HttpResponse) => manifestError(response, manifest.manifest, redact) };
        isRepeated = true;
        const start = now();
        await putManifest(connection, tag, manifest, attempt).finally(() => {
          tagging = Math.max(tagging, now() - start);
        });
      });
    },

    settle: () => policy.sleep(Math.min(Math.max(4 * tagging, SHORTEST_SETTLING), LONGEST_SETTLING)),

    async probe(manifest) {
      await uploads.cancel(await uploads.open(false));
      await probeManifest(manifest);
    },

    async tags() {
      const all = new Set<string>();
      const seen = new Set<string>();
      let next: URL | undefined = new URL('tags/list?n=1000', base);
      while (next !== undefined) {
        const response = await call('pull', 'GET', next, { limit: LARGEST_PAGE });
        if (seen.size === 0 && isRegistryNotFound(response)) return isNoRepository(response) ? undefined : [];
        const place = describeRequest(response);
        const page = parseTagsPage(expect(response, 200));
        const before = all.size;
        for (const tag of page.tags) all.add(tag);
        seen.add(next.search);
        const stuck = page.tags.length > 0 && all.size === before;
        if (page.next !== undefined && (stuck || seen.has(page.next.search) || seen.size === MOST_PAGES || all.size > MOST_TAGS)) {
          throw new HttpError('invalid-response', `${place}: the list of tags does not end, after ${seen.size} pages and ${all.size} tags`);
        }
        next = page.next;
      }
      return [...all];
    },
  };
  return store;
}

/** The digest of nothing that anybody has. */
const NOWHERE = `sha256:${'0'.repeat(64)}`;

function asImage({ manifest: { schemaVersion, mediaType, config, layers } }: ManifestBlob): ManifestBlob {
  return formatManifest({ schemaVersion, mediaType, config: { ...config, mediaType: 'application/vnd.oci.image.config.v1+json' }, layers });
}

function blobPath({ digest }: Descriptor): string {
  return `blobs/${checkDigest(digest)}`;
}

function checkSize({ digest, size }: Descriptor, place: string): void {
  if (size > LARGEST_FILE) throw new OciError('too-large', `${place}: ${digest} has ${size} bytes, more than ${LARGEST_FILE}`);
}
