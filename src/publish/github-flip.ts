import { digestOf, type ReleaseContent } from '../asset/index.ts';
import { messageOf, ReleaseError } from '../errors.ts';
import type { Release, ReleaseFields } from '../github/index.ts';
import { retry } from '../oci/index.ts';
import { digestOfFiles, findDifferences, readFiles, readMark } from './github-content.ts';
import { describeRefusal, type GitHubWorld, judgeDraft } from './github-draft.ts';
import { isLatest } from './github-list.ts';
import type { Publication } from './release-target.ts';

/**
 * Makes a staged draft visible. Looks at it first, each time anew: its answer may have been lost, and another run may
 * have come first, which GitHub tells by refusing a second release of one tag.
 * @param staged tags that this run is about to publish
 * @throws ReleaseError `release-conflict`, `target-failed`
 */
export async function flipDraft(
  world: GitHubWorld,
  release: ReleaseContent,
  draft: Release,
  fields: ReleaseFields,
  staged: ReadonlySet<string>,
): Promise<Publication> {
  const { github, files, list } = world;
  let isSent = false;
  return retry(github.policy, async () => {
    const current = await github.release(draft.id);
    if (current === undefined) return settlePublished(world, release);
    if (!current.isDraft) {
      list.note(current);
      const publication = await settle(world, release, current);
      return isSent ? { ...publication, result: 'published' } : publication;
    }
    if ((await judgeDraft(files, release, current)) !== 'whole') {
      throw new ReleaseError('target-failed', `${github.slug}: someone changed the draft of ${release.name}; run the same again`);
    }
    isSent = true;
    const others = (await list.all()).filter(({ isDraft }) => !isDraft).map(({ tag }) => tag);
    const outcome = await github.publish(draft.id, fields, isLatest(release.name, [...others, ...staged]));
    switch (outcome.kind) {
      case 'done':
        list.note(outcome.result);
        return { ...(await settle(world, release, outcome.result)), result: 'published' };
      case 'burnt':
        throw new ReleaseError('release-conflict', describeRefusal(github.slug, release.name, outcome));
      case 'taken':
        return settlePublished(world, release);
      case 'gone':
        return settlePublished(world, release, outcome.message);
    }
  });
}

/** Someone else published the name. */
async function settlePublished(world: GitHubWorld, release: ReleaseContent, message?: string): Promise<Publication> {
  const { github, list } = world;
  const published = await findPublished(world, release.name);
  if (published === undefined) {
    const refusal = { kind: 'gone', ...(message !== undefined && { message }) } as const;
    throw new ReleaseError('target-failed', describeRefusal(github.slug, release.name, refusal));
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

/**
 * Removes the drafts of ours whose name is published: no run can publish them any more. What cannot be removed harms
 * nobody and is said.
 * @param name of one release; all unless given
 */
export async function removeLeftovers({ github, list }: GitHubWorld, name?: string): Promise<void> {
  const all = await list.all();
  const published = new Set(all.filter(({ isDraft }) => !isDraft).map(({ tag }) => tag));
  const leftovers = all.filter(
    (draft) => draft.isDraft && published.has(draft.tag) && readMark(draft) !== undefined && (name === undefined || draft.tag === name),
  );
  for (const { id, tag } of leftovers) {
    try {
      await github.remove(id);
      list.forget(id);
    } catch (error) {
      github.policy.notify(`github:${github.slug}: a draft of ${tag} could not be removed: ${messageOf(error)}`);
    }
  }
}
