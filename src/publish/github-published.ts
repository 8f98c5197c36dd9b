import { ReleaseError } from '../errors.ts';
import type { Refusal, Release } from '../github/index.ts';
import { digestOf, type ReleaseContent } from '../release/index.ts';
import { digestOfFiles, findDifferences, readFiles } from './github-content.ts';
import type { GitHubWorld } from './github-list.ts';
import type { Publication } from './release-target.ts';

/**
 * A tag that is there already, by a release that was published since the list was read, or by hand. A tag of the
 * commit that was built will do: workflows that start when a tag is pushed have it.
 */
export async function findTaken(world: GitHubWorld, release: ReleaseContent, commit: string | undefined): Promise<Publication | undefined> {
  const { github } = world;
  const tagged = await github.tagCommit(release.name);
  if (tagged === undefined) return undefined;
  const isOurs = commit === undefined || tagged === commit;
  const published = isOurs ? await github.releaseByTag(release.name) : await findPublished(world, release.name);
  if (published !== undefined) {
    world.list.note(published);
    return settle(world, release, published);
  }
  if (isOurs) return undefined;
  throw new ReleaseError(
    'release-conflict',
    `github:${github.slug} has a tag ${release.name} without a release, at ${tagged} and not at the commit that was built, ${commit}; ` +
      'delete the tag when it is a mistake, or release under another version',
  );
}

/**
 * What became of a name that GitHub does not let us have: someone else has published it, or nobody may.
 * @throws ReleaseError `release-conflict`, `target-failed`
 */
export async function settleRefusal(world: GitHubWorld, release: ReleaseContent, refusal: Refusal): Promise<Publication> {
  const { github, list } = world;
  if (refusal.kind === 'burnt') {
    throw new ReleaseError(
      'release-conflict',
      `github:${github.slug} had an immutable release ${release.name} that was deleted, and GitHub never gives its name away again; release under another version. ${refusal.message}`,
    );
  }
  const published = await findPublished(world, release.name);
  if (published === undefined) {
    const why = refusal.kind === 'gone' ? refusal.message : 'GitHub says that the name is taken, and shows no such release';
    throw new ReleaseError(
      'target-failed',
      `github:${github.slug}: the draft of ${release.name} could not be published; run the same again. ${why}`,
    );
  }
  list.note(published);
  return settle(world, release, published);
}

/** GitHub may know of a release some time before it shows it. */
async function findPublished({ github }: GitHubWorld, name: string): Promise<Release | undefined> {
  const { attempts, delay, sleep } = github.policy;
  for (let attempt = 1; ; attempt++) {
    const published = await github.releaseByTag(name);
    if (published !== undefined || attempt >= attempts) return published;
    await sleep(delay);
  }
}

/**
 * The name is taken: fine when by the same content, else nothing may be done.
 * @throws ReleaseError `release-conflict`
 */
export async function settle({ github, files }: GitHubWorld, release: ReleaseContent, published: Release): Promise<Publication> {
  const theirs = await readFiles(files, published);
  const differing = findDifferences(release, theirs);
  if (differing.length === 0) return { result: 'present', digest: digestOfFiles(theirs) };
  throw new ReleaseError(
    'release-conflict',
    `github:${github.slug} has ${release.name} already, with other content (${differing.join(', ')}); a published name is never reused, so release under another version`,
  );
}

/**
 * Reads a published release as CSO does, by its tag and file by file.
 * @throws ReleaseError `verification-failed`
 */
export async function verifyPublished(world: GitHubWorld, release: ReleaseContent): Promise<void> {
  const { github } = world;
  const differs = (what: string) =>
    new ReleaseError(
      'verification-failed',
      `github:${github.slug} was given ${release.name}, and reading it back gives ${what}; look into it before anyone uses the release`,
    );
  const published = await findPublished(world, release.name);
  if (published === undefined) throw differs('nothing');
  const files = await Promise.all(
    published.assets.map(async (asset) => ({ name: asset.name, size: asset.size, digest: digestOf(await github.download(asset)) })),
  );
  const names = findDifferences(release, files);
  if (names.length > 0) throw differs(`other content (${names.join(', ')})`);
  if (published.name !== release.name) throw differs(`the name ${JSON.stringify(published.name)}, which CSO would not find`);
}
