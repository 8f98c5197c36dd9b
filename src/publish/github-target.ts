import { ReleaseError } from '../errors.ts';
import { type GitHub, type GitHubOptions, openRepository, type Release, type ReleaseFields, type Slug } from '../github/index.ts';
import { HttpError } from '../http/index.ts';
import type { ReleaseContent } from '../release/index.ts';
import { parseReleaseName } from '../version/index.ts';
import { createGitHubFiles, digestOfFiles, formatBody, formatMark, formatNotes, readFiles } from './github-content.ts';
import { stageDraft } from './github-draft.ts';
import { flipDraft, removeLeftovers } from './github-flip.ts';
import { createGitHubList, describeTroubles, type GitHubWorld } from './github-list.ts';
import { settle, verifyPublished } from './github-published.ts';
import type { ReleaseTarget, StagedRelease } from './release-target.ts';

export interface GitHubTargetOptions extends GitHubOptions {
  /** The page of the workflow run that publishes, for the notes. */
  readonly workflowRun?: string | undefined;
  readonly warn?: ((message: string) => void) | undefined;
}

/** Releases on GitHub, one tag each. */
export interface GitHubTarget extends ReleaseTarget {
  /**
   * Whether releases may be published there: at most two requests, once a run.
   * @throws HttpError `forbidden`, `unauthorized`, `not-found`
   */
  preflight(): Promise<void>;
  /** Removes what killed runs left: drafts of releases that are published since. */
  tidy(): Promise<void>;
}

/** Touches nothing yet. */
export function openGitHub(slug: Slug, options: GitHubTargetOptions): GitHubTarget {
  return createGitHubTarget(openRepository(slug, options), options);
}

export function createGitHubTarget(
  github: GitHub,
  { workflowRun, warn = () => {} }: Pick<GitHubTargetOptions, 'workflowRun' | 'warn'>,
): GitHubTarget {
  const url = `github:${github.slug}`;
  const check = (published: readonly Release[]): void => describeTroubles(url, published).forEach(warn);
  const world: GitHubWorld = { github, files: createGitHubFiles(github), list: createGitHubList(github, check) };
  const staged = new Set<string>();
  const known = new Map<string, Promise<boolean>>();

  /** A list that was read already has all that is to know of a release. */
  const find = async (name: string): Promise<Release | undefined> =>
    world.list.isRead() ? (await world.list.all()).find(({ tag, isDraft }) => tag === name && !isDraft) : github.releaseByTag(name);

  const describe = (release: ReleaseContent, commit: string | undefined): ReleaseFields => ({
    tag: release.name,
    // CSO goes by the name.
    name: release.name,
    body: formatBody(formatNotes(release, workflowRun), formatMark(release, commit)),
    isPrerelease: parseReleaseName(release.name)?.version.kind !== 'stable',
    commit,
  });

  const stage = async (release: ReleaseContent): Promise<StagedRelease> => {
    const fields = describe(release, await chooseCommit(github, known, release));
    const outcome = await stageDraft(world, release, fields);
    if (outcome.kind === 'settled') return { publish: () => Promise.resolve(outcome.publication) };
    staged.add(release.name);
    return {
      async publish() {
        try {
          return await flipDraft(world, release, outcome.draft, fields, staged);
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
      if (isArchived) throw new HttpError('forbidden', `${url} is archived; unarchive it, or publish elsewhere`);
      if (!mayPush) await github.probeWriting('permission');
    },
    async tidy() {
      await removeLeftovers(world);
    },
  };
}

/**
 * Where the tag is to be: at the commit that was built. A repository for releases alone does not have it, and gets its
 * tags at its own newest commit.
 * @param known which commits the repository has
 * @throws ReleaseError `target-failed` when the commit is the repository's own and was not pushed
 */
async function chooseCommit(github: GitHub, known: Map<string, Promise<boolean>>, release: ReleaseContent): Promise<string | undefined> {
  const { commit, repository } = release.provenance ?? {};
  if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit)) return undefined;
  const has = known.get(commit) ?? github.hasCommit(commit);
  known.set(commit, has);
  if (await has) return commit;
  const slug = repository
    ?.replace(/\.git$/, '')
    .split('/')
    .slice(-2)
    .join('/');
  if (slug?.toLowerCase() !== github.slug.toLowerCase()) return undefined;
  throw new ReleaseError(
    'target-failed',
    `github:${github.slug} does not have the commit ${commit}, which ${release.name} is to be tagged at: push it first`,
  );
}
