import { ReleaseError } from '../errors.ts';
import { EMPTY_CONFIG, type ManifestBlob, OciError, type Store } from '../oci/index.ts';
import type { PublishedRelease } from '../release/index.ts';
import { HASHES, type ReleaseContent } from '../release/index.ts';
import { type Artifact, formatArtifact, NOT_A_RELEASE, parseArtifact } from './oci-artifact.ts';
import type { Publication, ReleaseTarget } from './release-target.ts';

/** Releases as OCI artifacts in one repository, one tag each. */
export function createOciTarget(store: Store): ReleaseTarget {
  let listed: Promise<readonly string[] | undefined> | undefined;
  const list = async (): Promise<readonly string[]> => {
    listed ??= store.tags();
    return (await listed) ?? [];
  };
  /** A list that was read already saves the request for a tag that it lacks. */
  const resolve = async (name: string): Promise<ManifestBlob | undefined> =>
    listed !== undefined && !(await list()).includes(name) ? undefined : resolveRelease(store, name);

  return {
    url: store.url,
    order: 'first',
    list,
    async read(name) {
      const blob = await resolve(name);
      return blob && createPublished(store, name, blob);
    },
    async ask(release) {
      const existing = await resolve(release.name);
      return existing && settle(store, release, formatArtifact(release), existing);
    },
    async stage(release) {
      const artifact = formatArtifact(release);
      await Promise.all([...artifact.blobs, EMPTY_CONFIG].map(({ descriptor, bytes }) => store.push(descriptor, bytes)));
      return {
        async publish() {
          // A registry would let the tag be moved, so this is the last moment to see that it is there. Bringing the content may have taken long.
          const taken = await resolveRelease(store, release.name);
          return taken === undefined ? tagArtifact(store, release, artifact) : settle(store, release, artifact, taken);
        },
      };
    },
    preflight: () => store.probe(),
    verify: (release) => verifyRelease(store, release),
  };
}

/**
 * Tag, manifest and blobs, as CSO asks for them. The digests of blobs are held against the manifest's by the store. Then
 * the tag once more, where another job may have moved it: of two that found the name free at the same moment, the one
 * whose tag was replaced sees it. What stays open is a job that looked before us and tags after all of that.
 */
async function verifyRelease(store: Store, release: ReleaseContent): Promise<void> {
  const blob = await verifyTag(store, release);
  await Promise.all(blob.manifest.layers.map((layer) => store.fetch(layer)));
  if (store.settle === undefined) return;
  await store.settle();
  await verifyTag(store, release);
}

async function verifyTag(store: Store, release: ReleaseContent): Promise<ManifestBlob> {
  const blob = await resolveRelease(store, release.name);
  const differs = (what: string) =>
    new ReleaseError(
      'verification-failed',
      `${store.url} was given ${release.name}, and reading it back gives ${what}; look into it before anyone uses the release`,
    );
  if (blob === undefined) throw differs('nothing');
  const names = findDifferences(release, formatArtifact(release), blob);
  if (names.length > 0) throw differs(`other content (${names.join(', ')}): another job may have published at the same moment`);
  return blob;
}

async function resolveRelease(store: Store, name: string): Promise<ManifestBlob | undefined> {
  try {
    return await store.resolve(name);
  } catch (error) {
    if (!(error instanceof OciError) || error.code !== 'invalid-manifest') throw error;
    throw new ReleaseError('not-a-release', `${error.message}. ${NOT_A_RELEASE}`, { cause: error });
  }
}

async function tagArtifact(store: Store, release: ReleaseContent, artifact: Artifact): Promise<Publication> {
  try {
    await store.tag(artifact.manifest, release.name);
  } catch (error) {
    if (!(error instanceof OciError) || error.code !== 'tag-taken') throw error;
    const winner = await store.resolve(release.name);
    if (winner === undefined) throw error;
    return settle(store, release, artifact, winner);
  }
  return { result: 'published', digest: artifact.manifest.descriptor.digest };
}

/** The name is taken: fine when by the same content, else nothing may be done. */
function settle(store: Store, release: ReleaseContent, artifact: Artifact, existing: ManifestBlob): Publication {
  const differing = findDifferences(release, artifact, existing);
  if (differing.length === 0) return { result: 'present', digest: existing.descriptor.digest };
  throw new ReleaseError(
    'release-conflict',
    `${store.url} has ${release.name} already, with other content (${differing.join(', ')}); a published name is never reused, so release under another version`,
  );
}

/** The same content: equal layers, `hashes.json` aside, and the same Kubernetes version. */
function findDifferences(release: ReleaseContent, artifact: Artifact, existing: ManifestBlob): string[] {
  if (existing.descriptor.digest === artifact.manifest.descriptor.digest) return [];
  const published = parseArtifact(release.name, existing);
  const theirs = new Map(published.files.map(({ name, digest }) => [name, digest]));
  const ours = new Map(release.assets.map(({ name, digest }) => [name, digest]));
  const names = new Set([...ours.keys(), ...theirs.keys()]);
  names.delete(HASHES);
  const files = [...names].filter((name) => ours.get(name) !== theirs.get(name)).sort();
  return published.kubernetes === release.kubernetes ? files : ['Kubernetes version', ...files];
}

function createPublished(store: Store, name: string, blob: ManifestBlob): PublishedRelease {
  const { kubernetes, provenance, files } = parseArtifact(name, blob);
  return {
    url: store.url,
    name,
    digest: blob.descriptor.digest,
    kubernetes,
    provenance,
    files,
    async fetch(file) {
      const found = files.find((candidate) => candidate.name === file.name);
      if (found === undefined) throw new ReleaseError('not-a-release', `${name} has no ${file.name}`);
      return store.fetch(found.descriptor);
    },
  };
}
