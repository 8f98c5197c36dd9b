import { ReleaseError } from '../errors.ts';
import { EMPTY_CONFIG, type ManifestBlob, OciError, type Store } from '../oci/index.ts';
import { findReleaseName, type PublishedRelease } from '../release/index.ts';
import { formatReleaseName } from '../version/index.ts';
import { createTarget } from './create-target.ts';
import { type Artifact, formatArtifact, NOT_A_RELEASE, parseArtifact, SAMPLE } from './oci-artifact.ts';
import type { BrokenRelease, ReleaseStore, StoreAnswer } from './release-store.ts';
import type { ReleaseTarget } from './release-target.ts';
import type { Patience } from './wait-until-visible.ts';

/** Releases as OCI artifacts in one repository, one tag each. */
export function createOciTarget(store: Store, patience?: Patience): ReleaseTarget {
  return createTarget(createOciStore(store), patience);
}

function createOciStore(store: Store): ReleaseStore {
  let listed: Promise<readonly string[] | undefined> | undefined;
  const ask = (): Promise<readonly string[] | undefined> => {
    listed ??= store.tags();
    return listed;
  };
  const list = async (): Promise<readonly string[]> => (await ask()) ?? [];
  const findBroken = async (name: string): Promise<BrokenRelease | undefined> => {
    const broken = await store.findBroken?.(name);
    return broken && { isOf: (release) => formatArtifact(release).manifest.descriptor.digest === broken.digest };
  };
  const readBack = async (name: string) => {
    const blob = await resolveRelease(store, name);
    return blob && describePublished(store, name, blob);
  };

  return {
    url: store.url,
    order: 'first',
    list,
    exists: async () => (await ask()) !== undefined,
    // A list that was read already saves the request for a tag that it lacks.
    read: async (name) => (listed !== undefined && !(await list()).includes(name) ? undefined : readBack(name)),
    readBack,
    async readDigest(digest) {
      const blob = await resolveRelease(store, digest);
      if (blob === undefined) return undefined;
      const { files } = parseArtifact(digest, blob);
      const name = findReleaseName(files.map((file) => file.name));
      if (name === undefined) {
        throw new ReleaseError('not-a-release', `${store.url}@${digest} does not have the archive of one cluster class. ${NOT_A_RELEASE}`);
      }
      return describePublished(store, formatReleaseName(name), blob);
    },
    async stage(release) {
      const artifact = formatArtifact(release);
      // Before anything is sent: what could not be read back is not published.
      const published = describePublished(store, release.name, artifact.manifest);
      const broken = await findBroken(release.name);
      await Promise.all([...artifact.blobs, EMPTY_CONFIG].map(({ descriptor, bytes }) => store.push(descriptor, bytes)));
      return {
        kind: 'staged',
        async show() {
          // A registry would let the tag be moved, so this is the last moment to see that it is there. Bringing the content may have taken long.
          const taken = broken?.isOf(release) ? undefined : await readBack(release.name);
          if (taken === undefined) return tagArtifact(store, artifact, published);
          if (broken === undefined) return { kind: 'taken', published: taken };
          if ((await findBroken(release.name)) === undefined) return { kind: 'shown', published: taken };
          throw stillBroken(store.url, taken);
        },
      };
    },
    preflight: () => store.probe(SAMPLE),
    ...(store.findBroken && { findBroken }),
    ...(store.settle && { settle: () => store.settle?.() ?? Promise.resolve() }),
  };
}

/** Its files are mended, but for what the same content has otherwise when it is built anew. */
function stillBroken(url: string, { name, digest }: PublishedRelease): ReleaseError {
  return new ReleaseError(
    'target-failed',
    `${url} has ${name} as ${digest}, which is not all there, and this content does not have what it lacks: mirror the release into it from a place that has all of it`,
  );
}

async function resolveRelease(store: Store, name: string): Promise<ManifestBlob | undefined> {
  try {
    return await store.resolve(name);
  } catch (error) {
    if (!(error instanceof OciError) || error.code !== 'invalid-manifest') throw error;
    throw new ReleaseError('not-a-release', `${error.message}. ${NOT_A_RELEASE}`, { cause: error });
  }
}

async function tagArtifact(store: Store, artifact: Artifact, published: PublishedRelease): Promise<StoreAnswer> {
  const { name } = published;
  try {
    await store.tag(artifact.manifest, name);
  } catch (error) {
    if (!(error instanceof OciError) || error.code !== 'tag-taken') throw error;
    const winner = await store.resolve(name);
    if (winner === undefined) throw error;
    return { kind: 'taken', published: describePublished(store, name, winner) };
  }
  return { kind: 'shown', published };
}

/** The digests of files are held against the manifest's by the store. */
function describePublished(store: Store, name: string, blob: ManifestBlob): PublishedRelease {
  const { kubernetes, provenance, origin, manifest, files } = parseArtifact(name, blob);
  return {
    url: store.url,
    name,
    digest: blob.descriptor.digest,
    kubernetes,
    provenance,
    origin,
    files,
    manifest,
    async fetch(file) {
      const found = files.find((candidate) => candidate.name === file.name);
      if (found === undefined) throw new ReleaseError('not-a-release', `${name} has no ${file.name}`);
      return store.fetch(found.descriptor);
    },
  };
}
