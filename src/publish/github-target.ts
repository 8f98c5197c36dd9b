import type { ReleaseContent } from '../asset/index.ts';
import { ReleaseError } from '../errors.ts';
import { type GitHub, type GitHubOptions, openRepository, type Release, type ReleaseFields, type Slug } from '../github/index.ts';
import { OciError } from '../oci/index.ts';
import { parseReleaseName } from '../version/index.ts';
import { createGitHubFiles, digestOfFiles, formatBody, formatMark, formatNotes, readFiles } from './github-content.ts';
import { type GitHubWorld, stageDraft } from './github-draft.ts';
import { flipDraft, removeLeftovers, settle, verifyPublished } from './github-flip.ts';
import { createGitHubList, describeTroubles } from './github-list.ts';
import type { Publication, ReleaseTarget, StagedRelease } from './release-target.ts';

export interface GitHubTargetOptions extends GitHubOptions {
  /** The commit that releases were built from; their tags are put there. */
  readonly commit?: string | undefined;
  /** What stands in a release, in Markdown. */
  readonly notes?: ((release: ReleaseContent) => string) | undefined;
  readonly warn?: ((message: string) => void) | undefined;
}

/** Releases on GitHub, one tag each. */
export interface GitHubTarget extends ReleaseTarget {
  /**
   * Whether releases may be published there: at most three requests, once a run.
   * @throws OciError `forbidden`, `unauthorized`, `not-found`
   * @throws ReleaseError `target-failed` when the commit was not pushed
   */
  preflight(): Promise<void>;
  /** Removes what killed runs left: drafts of releases that are published since. */
  tidy(): Promise<void>;
}

/** Touches nothing yet. */
export function openGitHub(slug: Slug, options: GitHubTargetOptions = {}): GitHubTarget {
  return createGitHubTarget(openRepository(slug, options), options);
}

export function createGitHubTarget(
  github: GitHub,
  { commit, notes = formatNotes, warn = () => {} }: Pick<GitHubTargetOptions, 'commit' | 'notes' | 'warn'>,
): GitHubTarget {
  const url = `github:${github.slug}`;
  const check = (published: readonly Release[]): void => describeTroubles(url, published).forEach(warn);
  const world: GitHubWorld = { github, files: createGitHubFiles(github), list: createGitHubList(github, check) };
  const staged = new Set<string>();

  /** A list that was read already has all that is to know of a release. */
  const find = async (name: string): Promise<Release | undefined> =>
    world.list.isRead() ? (await world.list.all()).find(({ tag, isDraft }) => tag === name && !isDraft) : github.releaseByTag(name);

  const describe = (release: ReleaseContent): ReleaseFields => ({
    tag: release.name,
    // CSO goes by the name.
    name: release.name,
    body: formatBody(notes(release), formatMark(release, commit)),
    isPrerelease: parseReleaseName(release.name)?.version.kind !== 'stable',
    commit,
  });

  const stage = async (release: ReleaseContent): Promise<StagedRelease> => {
    const taken = await findTaken(world, release, commit);
    if (taken !== undefined) return { publish: () => Promise.resolve(taken) };
    const fields = describe(release);
    const draft = await stageDraft(world, release, fields);
    staged.add(release.name);
    return {
      async publish() {
        try {
          return await flipDraft(world, release, draft, fields, staged);
        } finally {
          staged.delete(release.name);
          await removeLeftovers(world, release.name);
        }
      },
    };
  };

  return {
    url,
    order: 'last',
    async list() {
      return (await world.list.all()).filter(({ isDraft }) => !isDraft).map(({ tag }) => tag);
    },
    async read(name) {
      const published = await find(name);
      if (published === undefined) return undefined;
      const files = await readFiles(world.files, published);
      return {
        url,
        name,
        digest: digestOfFiles(files),
        kubernetes: '',
        files: files.map(({ name: file, digest, size }) => ({ name: file, digest, size })),
        fetch(file) {
          const found = files.find((candidate) => candidate.name === file.name);
          if (found === undefined) return Promise.reject(new ReleaseError('not-a-release', `${name} has no ${file.name}`));
          return world.files.fetch(found.asset);
        },
      };
    },
    async ask(release) {
      const published = await find(release.name);
      return published && settle(world, release, published);
    },
    stage,
    verify: (release) => verifyPublished(world, release),
    async preflight() {
      const { isArchived, mayPush } = await github.describe();
      if (isArchived) throw new OciError('forbidden', `${url} is archived; unarchive it, or publish elsewhere`);
      if (!mayPush) await github.probeWriting('permission');
      if (commit !== undefined && !(await github.hasCommit(commit))) {
        throw new ReleaseError('target-failed', `${url} does not have the commit ${commit}, which releases are tagged at: push it first`);
      }
    },
    async tidy() {
      await removeLeftovers(world);
    },
  };
}

/**
 * A tag that is there already, by a release that was published since the list was read, or by hand. A tag of the
 * commit that was built will do: workflows that start when a tag is pushed have it.
 */
async function findTaken(world: GitHubWorld, release: ReleaseContent, commit: string | undefined): Promise<Publication | undefined> {
  const { github } = world;
  const tagged = await github.tagCommit(release.name);
  if (tagged === undefined) return undefined;
  const published = await github.releaseByTag(release.name);
  if (published !== undefined) {
    world.list.note(published);
    return settle(world, release, published);
  }
  if (commit === undefined || tagged === commit) return undefined;
  throw new ReleaseError(
    'release-conflict',
    `github:${github.slug} has a tag ${release.name} without a release, at ${tagged} and not at the commit that was built, ${commit}; ` +
      'delete the tag when it is a mistake, or release under another version',
  );
}
