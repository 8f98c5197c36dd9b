import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileBody, HttpError, type HttpResponse, type Network, retry } from '../http/index.ts';
import { checkManifest, mediaTypeOf, statedDigest } from './check-response.ts';
import { connect, tagTaken } from './connect.ts';
import { type BlobBytes, type ContentStore, checkChunks, type Place } from './content.ts';
import { checkDigest, isDigest } from './digest.ts';
import { ACCEPT_MANIFESTS, LARGEST_MANIFEST } from './manifest.ts';
import { putManifest } from './put-manifest.ts';
import { createRawManifest } from './raw-manifest.ts';
import { checkName, type Reference } from './reference.ts';
import { createRegistryStore } from './registry.ts';
import { blobError, isRegistryNotFound, registryError } from './registry-error.ts';
import { readRegion, saveBlob } from './save-blob.ts';
import type { Descriptor } from './types.ts';
import { createUploads, repeatUpload } from './upload.ts';

/** Bytes; larger blobs pass through a file. */
const LARGEST_IN_MEMORY = 16 * 1024 * 1024;

/** A registry's repository, for copying. Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
export function openRegistryContent(reference: Reference, network: Network): ContentStore {
  const connection = connect(reference, network);
  const { registry, repository, url, base, policy, call, expect, redact } = connection;
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
        if (response.status !== 200) throw blobError(response, base.host, redact);
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
          if (offered !== undefined) await send(offered).catch(async () => send(await uploads.open(true)));
          else await send(await uploads.open(true));
        } catch (error) {
          // What is wrong with the bytes says more than that the request broke off.
          throw failure ?? error;
        }
      },
    );
  }

  const content: ContentStore = {
    url,
    place: { registry, repository },
    names: async () => ((await store.tags()) ?? []).map((tag) => ({ name: tag, fullName: `${where}:${tag}` })),
    readBlob,
    hasBlob: (descriptor) => store.exists(descriptor),

    async head(name) {
      const response = await call('pull', 'HEAD', `manifests/${checkName(name)}`, { headers: { accept: ACCEPT_MANIFESTS } });
      if (response.status === 404) return undefined;
      const [digest, size] = [statedDigest(response), Number(response.headers.get('content-length'))];
      if (response.status === 200 && isDigest(digest) && size > 0) return { digest, size, mediaType: mediaTypeOf(response) };
      // Not every registry answers this question in full.
      if (response.status === 200 || response.status === 405) return (await content.read(name))?.descriptor;
      throw registryError(response, redact);
    },

    async read(name) {
      const path = `manifests/${checkName(name)}`;
      const response = await call('pull', 'GET', path, { headers: { accept: ACCEPT_MANIFESTS }, limit: LARGEST_MANIFEST });
      if (isRegistryNotFound(response)) return undefined;
      const { place, mediaType } = checkManifest(expect(response, 200), name);
      return createRawManifest(response.body, mediaType, place);
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
      const to = checkName(name?.name ?? descriptor.digest);
      let isRepeated = false;
      await retry(policy, async () => {
        // A registry would let a tag be moved, so this is the last moment to see that it is there; and an earlier try may have arrived.
        const found = name === undefined ? undefined : await content.head(name.name);
        if (found?.digest === descriptor.digest) return;
        if (found !== undefined) throw tagTaken(`${where}:${name?.name}`);
        const attempt = { isRepeated, refuse: (response: HttpResponse) => registryError(response, redact) };
        isRepeated = true;
        await putManifest(connection, to, { descriptor, bytes }, attempt);
      });
    },
  };
  return content;
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
