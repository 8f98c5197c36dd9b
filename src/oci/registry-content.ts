import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeRequest, describeStatus, type FileBody, HttpError, type Network, retry } from '../http/index.ts';
import { checkHeader } from './check-response.ts';
import { connect, tagTaken } from './connect.ts';
import { type BlobBytes, type ContentStore, checkChunks, type Place } from './content.ts';
import { checkDigest, isDigest } from './digest.ts';
import { LARGEST_MANIFEST, MANIFEST_MEDIA_TYPE, OTHER_MANIFEST_MEDIA_TYPES } from './manifest.ts';
import { createRawManifest } from './raw-manifest.ts';
import { isTag, type Reference } from './reference.ts';
import { createRegistryStore } from './registry.ts';
import { isImmutable, isRegistryNotFound, registryError } from './registry-error.ts';
import { readRegion, saveBlob } from './save-blob.ts';
import type { Descriptor } from './types.ts';
import { createUploads, repeatUpload } from './upload.ts';

const ACCEPT = [MANIFEST_MEDIA_TYPE, ...OTHER_MANIFEST_MEDIA_TYPES].join(', ');
/** Bytes; larger blobs pass through a file. */
const LARGEST_IN_MEMORY = 16 * 1024 * 1024;

/** A registry's repository, for copying. Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
export function openRegistryContent(reference: Reference, network: Network): ContentStore {
  const connection = connect(reference, network);
  const { registry, repository, url, policy, call, expect, redact } = connection;
  const store = createRegistryStore(connection);
  const uploads = createUploads(connection);
  /** Repositories that nothing could be mounted from: they are not asked again. */
  const unmountable = new Set<string>();
  const where = `${registry}/${repository}`;

  async function readBlob(descriptor: Descriptor): Promise<BlobBytes> {
    if (descriptor.size <= LARGEST_IN_MEMORY) return { kind: 'bytes', bytes: await store.fetch(descriptor) };
    return {
      kind: 'remote',
      async stream(consume) {
        const path = `blobs/${checkDigest(descriptor.digest)}`;
        const response = await call('pull', 'GET', path, { expected: descriptor.size, receive: consume });
        if (response.status === 404)
          throw new HttpError('not-found', `${describeStatus(response, redact)}; the registry has lost this blob or never had it`);
        expect(response, 200);
      },
    };
  }

  /** The upload that a registry opened where it did not mount, or undefined where another has to be opened. */
  async function tryMount(descriptor: Descriptor, from: Place | undefined): Promise<'mounted' | URL | undefined> {
    if (from?.registry !== registry || from.repository === repository || unmountable.has(from.repository)) return undefined;
    try {
      return await uploads.mount(descriptor, from.repository);
    } catch (error) {
      // Registries refuse in many ways what they cannot or may not mount; an upload does without.
      if (!(error instanceof HttpError)) throw error;
      unmountable.add(from.repository);
      return undefined;
    }
  }

  async function uploadBlob(descriptor: Descriptor, blob: BlobBytes, opened: URL | undefined): Promise<void> {
    if (blob.kind === 'remote') return passThroughFile(blob, descriptor, where, (local) => uploadBlob(descriptor, local, opened));
    let location = opened;
    let failure: unknown;
    const body: Buffer | FileBody =
      blob.kind === 'bytes'
        ? blob.bytes
        : {
            length: descriptor.size,
            async *open() {
              try {
                yield* checkChunks(blob.open(), descriptor, where);
              } catch (error) {
                failure = error;
                throw error;
              }
            },
          };
    await repeatUpload(
      policy,
      () => store.exists(descriptor),
      async () => {
        const offered = location;
        location = undefined;
        const send = async (to: URL) => uploads.put(to, descriptor, body);
        try {
          // Where an upload that was opened instead of a mount leads nowhere, another is opened.
          if (offered !== undefined) await send(offered).catch(async () => send(await uploads.open()));
          else await send(await uploads.open());
        } catch (error) {
          // What is wrong with the bytes says more than that the request broke off.
          throw failure ?? error;
        }
      },
    );
  }

  return {
    url,
    place: { registry, repository },
    names: async () => ((await store.tags()) ?? []).map((tag) => ({ name: tag, fullName: `${where}:${tag}` })),
    readBlob,
    hasBlob: (descriptor) => store.exists(descriptor),

    async head(name) {
      const response = await call('pull', 'HEAD', `manifests/${checkName(name)}`, { headers: { accept: ACCEPT } });
      if (response.status === 404) return undefined;
      const [digest, length, mediaType] = ['docker-content-digest', 'content-length', 'content-type'].map(
        (key) => response.headers.get(key) ?? '',
      );
      const isComplete = response.status === 200 && digest !== undefined && isDigest(digest) && Number(length) > 0;
      if (isComplete) return { digest, size: Number(length), mediaType: mediaType?.split(';')[0]?.trim() ?? '' };
      // Not every registry answers this question in full.
      if (response.status === 200 || response.status === 405) return (await this.read(name))?.descriptor;
      throw registryError(response, redact);
    },

    async read(name) {
      const response = await call('pull', 'GET', `manifests/${checkName(name)}`, { headers: { accept: ACCEPT }, limit: LARGEST_MANIFEST });
      if (isRegistryNotFound(response)) return undefined;
      const place = describeRequest(expect(response, 200));
      const mediaType = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
      if (response.truncated || mediaType === 'text/html')
        throw new HttpError('invalid-response', `${place}: this is not a manifest; check host and repository`);
      const manifest = createRawManifest(response.body, mediaType, place);
      checkHeader(response, manifest.descriptor.digest);
      if (isDigest(name) && manifest.descriptor.digest !== name)
        throw new HttpError('invalid-response', `${place}: the content is ${manifest.descriptor.digest}`);
      return manifest;
    },

    async writeBlob(descriptor, read, from) {
      const mounted = await tryMount(descriptor, from);
      if (mounted === 'mounted') return mounted;
      let blob: BlobBytes;
      try {
        blob = await read();
      } catch (error) {
        if (mounted !== undefined) await uploads.cancel(mounted);
        throw error;
      }
      await uploadBlob(descriptor, blob, mounted);
      return 'written';
    },

    async writeManifest({ descriptor, bytes }, name) {
      const path = `manifests/${checkName(name?.name ?? descriptor.digest)}`;
      await retry(policy, async () => {
        // A registry would let a tag be moved, so this is the last moment to see that it is there; and an earlier try may have arrived.
        const found = name === undefined ? undefined : await this.head(name.name);
        if (found?.digest === descriptor.digest) return;
        if (found !== undefined) throw tagTaken(`${where}:${name?.name}`);
        const response = await call('push', 'PUT', path, { headers: { 'content-type': descriptor.mediaType }, body: bytes });
        if (isImmutable(response)) throw tagTaken(describeStatus(response, redact));
        checkHeader(expect(response, 201), descriptor.digest);
      });
    },
  };
}

function checkName(name: string): string {
  if (isTag(name) || isDigest(name)) return name;
  throw new HttpError('invalid-response', `${JSON.stringify(name.slice(0, 100))} is neither a tag nor a sha256 digest`);
}

/** Keeps a blob that is too large for memory in a file as long as it is needed. */
async function passThroughFile(
  blob: BlobBytes,
  descriptor: Descriptor,
  place: string,
  use: (local: BlobBytes) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'clusterstack-'));
  try {
    const path = join(folder, 'blob');
    await saveBlob(blob, descriptor, path, place);
    await use({ kind: 'local', open: () => readRegion(path, 0, descriptor.size) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
