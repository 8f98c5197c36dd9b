import { digestOf, digestOfFiles } from '../digest.ts';
import { ReleaseError } from '../errors.ts';
import type { Refusal, Release } from '../github/index.ts';
import type { PublishedRelease, ReleaseContent } from '../release/index.ts';
import { bumpVersion, formatVersion, isWellNumbered, parseReleaseName } from '../version/index.ts';
import { readFiles, readOrigin } from './github-content.ts';
import type { GitHubPlace } from './github-list.ts';

/**
 * A tag that is there already, by a release that was published since the list was read, or by hand. A tag of the
 * commit that was built will do: workflows that start when a tag is pushed have it.
 */
export async function findTaken(
  place: GitHubPlace,
  release: ReleaseContent,
  commit: string | undefined,
): Promise<PublishedRelease | undefined> {
  const { github } = place;
  const tagged = await github.tagCommit(release.name);
  if (tagged === undefined) return undefined;
  const isOurs = commit === undefined || tagged === commit;
  const published = isOurs ? await github.releaseByTag(release.name) : await findPublished(place, release.name);
  if (published !== undefined) {
    place.list.note(published);
    return describePublished(place, published);
  }
  if (isOurs) return undefined;
  throw new ReleaseError(
    'release-conflict',
    `github:${github.slug} has a tag ${release.name} without a release, at ${tagged} and not at the commit that was built, ${commit}; ` +
      'delete the tag when it is a mistake, or release under another version',
  );
}

/**
 * The release that has a name which GitHub does not let us have.
 * @throws ReleaseError `release-conflict` for a name that nobody may have, `target-failed` where GitHub shows no such release
 */
export async function findWinner(place: GitHubPlace, release: ReleaseContent, refusal: Refusal): Promise<PublishedRelease> {
  const { github, list } = place;
  if (refusal.kind === 'burnt') {
    throw new ReleaseError(
      'release-conflict',
      `github:${github.slug} had an immutable release ${release.name} that was deleted, and GitHub never gives its name away again; ${adviseNextVersion(release.name)}. ${refusal.message}`,
    );
  }
  const published = await findPublished(place, release.name);
  if (published === undefined) {
    const why = refusal.kind === 'gone' ? refusal.message : 'GitHub says that the name is taken, and shows no such release';
    throw new ReleaseError(
      'target-failed',
      `github:${github.slug}: the draft of ${release.name} could not be published; run the same again. ${why}`,
    );
  }
  list.note(published);
  return describePublished(place, published);
}

/** A name is numbered by the releases that are there, and this one never will be: its version has to be skipped by hand, once. */
function adviseNextVersion(name: string): string {
  const version = parseReleaseName(name)?.version;
  if (version === undefined || (version.kind === 'channel' && !isWellNumbered(version))) return 'release under another version';
  const next = formatVersion(bumpVersion(version));
  return `skip it once with --mode custom --cluster-stack-version ${next}, and the versions after that are counted from there`;
}

/** GitHub may know of a release some time before it shows it. */
async function findPublished({ github }: GitHubPlace, name: string): Promise<Release | undefined> {
  const { attempts, delay, sleep } = github.policy;
  for (let attempt = 1; ; attempt++) {
    const published = await github.releaseByTag(name);
    if (published !== undefined || attempt >= attempts) return published;
    await sleep(delay);
  }
}

/** A published release as the rest of the program knows it. */
export async function describePublished({ github, files: read }: GitHubPlace, release: Release): Promise<PublishedRelease> {
  const { tag } = release;
  const files = await readFiles(read, release);
  return {
    url: `github:${github.slug}`,
    name: tag,
    digest: digestOfFiles(files),
    kubernetes: undefined,
    provenance: undefined,
    files: files.map(({ name, digest, size }) => ({ name, digest, size })),
    title: release.name,
    origin: readOrigin(release.body),
    async fetch(file) {
      const found = files.find(({ name }) => name === file.name);
      if (found === undefined) throw new ReleaseError('not-a-release', `${tag} has no ${file.name}`);
      return read.fetch(found.asset);
    },
  };
}

/** A published release as CSO finds it: by its tag, with the files as they are downloaded now. */
export async function readBack({ github }: GitHubPlace, name: string): Promise<PublishedRelease | undefined> {
  const published = await github.releaseByTag(name);
  if (published === undefined) return undefined;
  const downloads = await Promise.all(published.assets.map(async (asset) => ({ asset, bytes: await github.download(asset) })));
  const files = downloads.map(({ asset: { name: file, size }, bytes }) => ({ name: file, size, digest: digestOf(bytes) }));
  return {
    url: `github:${github.slug}`,
    // CSO goes by this one.
    name: published.name,
    digest: digestOfFiles(files),
    kubernetes: undefined,
    provenance: undefined,
    files,
    async fetch(file) {
      const found = downloads.find(({ asset }) => asset.name === file.name);
      if (found === undefined) throw new ReleaseError('not-a-release', `${name} has no ${file.name}`);
      return found.bytes;
    },
  };
}
