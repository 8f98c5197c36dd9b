import { ReleaseError } from '../errors.ts';
import { HASHES, type PublishedFile, type PublishedRelease, type ReleaseContent } from '../release/index.ts';
import type { ReleaseStore, StoreAnswer } from './release-store.ts';
import { describePresent, type Publication, type ReleaseTarget } from './release-target.ts';
import { NO_PATIENCE, type Patience, waitUntilVisible } from './wait-until-visible.ts';

/**
 * A target over a store: here it is decided what a taken name means, and whether what was published is what was meant.
 * @param patience how long a release may take to become visible
 */
export function createTarget(store: ReleaseStore, patience: Patience = NO_PATIENCE): ReleaseTarget {
  const { url, order } = store;
  const conclude = (release: ReleaseContent, { kind, published }: StoreAnswer): Publication => {
    const publication = comparePublished(url, release, published);
    return kind === 'shown' ? { result: 'published', digest: publication.digest } : publication;
  };
  return {
    url,
    order,
    list: () => store.list(),
    ...(store.exists && { exists: store.exists }),
    read: (name) => store.read(name),
    ...(store.readDigest && { readDigest: store.readDigest }),
    preflight: () => store.preflight(),
    ...(store.tidy && { tidy: store.tidy }),
    ...(store.findBroken && { isBroken: async (name) => (await store.findBroken?.(name)) !== undefined }),
    async ask(release) {
      const broken = await store.findBroken?.(release.name);
      if (broken?.isOf(release)) return undefined;
      const published = await store.read(release.name);
      const publication = published && comparePublished(url, release, published);
      return broken === undefined ? publication : undefined;
    },
    async stage(release) {
      const staged = await store.stage(release);
      if (staged.kind === 'staged') return { publish: async () => conclude(release, await staged.show()) };
      const publication = conclude(release, staged);
      return { publish: () => Promise.resolve(publication) };
    },
    verify: (release) => verify(store, patience, release),
  };
}

/** The name is taken: fine when by the same content, else nothing may be done. */
function comparePublished(url: string, release: ReleaseContent, published: PublishedRelease): Publication {
  const differing = findDifferences(release, published);
  if (differing.length === 0) return describePresent(published);
  throw new ReleaseError(
    'release-conflict',
    `${url} has ${release.name} already, with other content (${differing.join(', ')}); a published name is never reused, so release under another version`,
  );
}

/**
 * Reads a release as CSO does, every byte of it. Then once more what is there under the name, where another job may have
 * moved it: of two that found the name free at the same moment, the one whose release was replaced sees it. What stays open
 * is a job that looked before us and shows its own after all of that.
 */
async function verify(store: ReleaseStore, patience: Patience, release: ReleaseContent): Promise<void> {
  await requireSame(store, patience, release, (published) => Promise.all(published.files.map((file) => published.fetch(file))));
  if (store.settle === undefined) return;
  await store.settle();
  await requireSame(store, patience, release);
}

async function requireSame(
  store: ReleaseStore,
  patience: Patience,
  release: ReleaseContent,
  read?: (published: PublishedRelease) => Promise<unknown>,
): Promise<void> {
  const { name } = release;
  const differs = (what: string) =>
    new ReleaseError(
      'verification-failed',
      `${store.url} was given ${name}, and reading it back gives ${what}; look into it before anyone uses the release`,
    );
  const seen = await waitUntilVisible(`${store.url}: ${name}`, patience, async () => {
    const published = await store.readBack(name);
    if (published === undefined) return undefined;
    const names = findDifferences(release, published);
    if (names.length > 0) throw differs(`other content (${names.join(', ')}): another job may have published at the same moment`);
    if (published.name !== name) throw differs(`the name ${JSON.stringify(published.name)}, which CSO would not find`);
    await read?.(published);
    return published;
  });
  if (seen !== undefined) return;
  const seconds = patience.limit / 1000;
  throw differs(seconds === 0 ? 'nothing' : `nothing after ${seconds} s (--wait and CLUSTERSTACK_WAIT say how many)`);
}

/**
 * The differences of a release and a published one, provenance aside: files by name and, where the store states it apart from
 * them, the Kubernetes version.
 */
function findDifferences(release: ReleaseContent, published: PublishedRelease): string[] {
  const files = listDifferingFiles(release.assets, published.files);
  const isSameVersion = published.kubernetes === undefined || published.kubernetes === release.kubernetes;
  return isSameVersion ? files : ['Kubernetes version', ...files];
}

type NamedDigest = Pick<PublishedFile, 'name' | 'digest'>;

/** The names of files that two releases do not share. `hashes.json` follows from the source, and csctl's differs from ours. */
export function listDifferingFiles(some: readonly NamedDigest[], others: readonly NamedDigest[]): string[] {
  const theirs = new Map(others.map(({ name, digest }) => [name, digest]));
  const ours = new Map(some.map(({ name, digest }) => [name, digest]));
  const names = new Set([...ours.keys(), ...theirs.keys()]);
  names.delete(HASHES);
  return [...names].filter((name) => ours.get(name) !== theirs.get(name)).sort();
}
