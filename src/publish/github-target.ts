import { ReleaseError } from '../errors.ts';
import { type GitHub, type GitHubOptions, openRepository, type Release, type ReleaseFields, type Slug } from '../github/index.ts';
import { HttpError } from '../http/index.ts';
import type { ReleaseContent } from '../release/index.ts';
import { parseReleaseName } from '../version/index.ts';
import { createTarget } from './create-target.ts';
import { createGitHubFiles, formatBody, formatMark, formatNotes } from './github-content.ts';
import { stageDraft } from './github-draft.ts';
import { flipDraft, removeLeftovers } from './github-flip.ts';
import { createGitHubList, describeTroubles, type GitHubPlace } from './github-list.ts';
import { markRelease } from './github-notice.ts';
import { describePublished, readBack } from './github-published.ts';
import type { ReleaseStore } from './release-store.ts';
import type { ReleaseTarget } from './release-target.ts';
import type { Patience } from './wait-until-visible.ts';

export interface GitHubTargetOptions extends GitHubOptions {
  /** The page of the workflow run that publishes, for the notes. */
  readonly workflowRun?: string | undefined;
  readonly warn?: ((message: string) => void) | undefined;
  /** How long a published release may take to become visible. */
  readonly patience?: Patience | undefined;
}

/** Releases on GitHub, one tag each. */
export interface GitHubTarget extends ReleaseTarget {
  /** Removes what killed runs left: drafts of releases that are published since. */
  tidy(): Promise<void>;
}

/** Touches nothing yet. */
export function openGitHub(slug: Slug, options: GitHubTargetOptions): GitHubTarget {
  const github = openRepository(slug, options);
  const store = createGitHubStore(github, options);
  return {
    ...createTarget(store, options.patience),
    tidy: store.tidy,
    mark: (name, notice) => markRelease(github, name, notice),
  };
}

function createGitHubStore(
  github: GitHub,
  { workflowRun, warn = () => {} }: Pick<GitHubTargetOptions, 'workflowRun' | 'warn'>,
): ReleaseStore & Pick<GitHubTarget, 'tidy'> {
  const url = `github:${github.slug}`;
  const check = (published: readonly Release[]): void => describeTroubles(url, published).forEach(warn);
  const place: GitHubPlace = { github, files: createGitHubFiles(github), list: createGitHubList(github, check) };
  const staged = new Set<string>();
  const known = new Map<string, Promise<boolean>>();

  /** A list that was read already has all that is to know of a release. */
  const find = async (name: string): Promise<Release | undefined> =>
    place.list.isRead() ? (await place.list.all()).find(({ tag, isDraft }) => tag === name && !isDraft) : github.releaseByTag(name);

  const describe = (release: ReleaseContent, commit: string | undefined): ReleaseFields => ({
    tag: release.name,
    // CSO judges by the name.
    name: release.name,
    body: formatBody(formatNotes(release, workflowRun), formatMark(release, commit)),
    isPrerelease: parseReleaseName(release.name)?.version.kind !== 'stable',
    commit,
  });

  const stage: ReleaseStore['stage'] = async (release) => {
    const fields = describe(release, await chooseCommit(github, known, release));
    const outcome = await stageDraft(place, release, fields);
    if (outcome.kind === 'taken') return outcome;
    staged.add(release.name);
    return {
      kind: 'staged',
      async show() {
        try {
          return await flipDraft(place, release, outcome.draft, fields, staged);
        } finally {
          staged.delete(release.name);
          await removeLeftovers(place, release.name);
        }
      },
    };
  };

  return {
    url,
    order: 'last',
    async list() {
      return (await place.list.all()).filter(({ isDraft }) => !isDraft).map(({ tag }) => tag);
    },
    async read(name) {
      const published = await find(name);
      return published && describePublished(place, published);
    },
    stage,
    readBack: (name) => readBack(place, name),
    async preflight() {
      const { isArchived, mayPush } = await github.describe();
      if (isArchived) throw new HttpError('forbidden', `${url} is archived; unarchive it, or publish elsewhere`);
      if (!mayPush) await github.probeWriting('permission');
    },
    async tidy() {
      await removeLeftovers(place);
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
