import { ReleaseError } from '../errors.ts';
import type { Done, GitHub, Refusal, Release, ReleaseFields } from '../github/index.ts';
import { HttpError, retry } from '../http/index.ts';
import type { Asset, PublishedRelease, ReleaseContent } from '../release/index.ts';
import { formatMark, type GitHubFiles, readMark } from './github-content.ts';
import type { GitHubPlace } from './github-list.ts';
import { findTaken, findWinner } from './github-published.ts';

/** A draft to publish, or the release that has its name already. */
export type Staged = { readonly kind: 'draft'; readonly draft: Release } | { readonly kind: 'taken'; readonly published: PublishedRelease };

/** Each try that fails leaves a draft that cannot be used. */
const MOST_DRAFTS = 3;

/**
 * A draft that holds the release whole: one that an earlier or another run left on its way to the same, or a new one.
 *
 * Drafts are only ever added to. Another run may be about to publish the very draft, so whatever is wrong in it (a
 * `starter` that a broken upload left, a foreign file) is not taken away: the draft is left alone, and a new one made.
 * Once the name is published the others can never be, and are removed without danger.
 *
 * @throws ReleaseError `target-failed` when no draft gets whole
 */
export async function stageDraft(place: GitHubPlace, release: ReleaseContent, fields: ReleaseFields): Promise<Staged> {
  const spent = new Set<number>();
  for (let round = 1; round <= MOST_DRAFTS; round++) {
    // A draft that is gone or cannot be filled may be so because another run was faster.
    const taken = await findTaken(place, release, fields.commit);
    if (taken !== undefined) return { kind: 'taken', published: taken };
    const found = await findDraft(place, release, fields.commit, spent);
    const outcome = found === undefined ? await createDraft(place, release, fields, spent) : ({ kind: 'done', result: found } as const);
    if (outcome.kind !== 'done') return { kind: 'taken', published: await findWinner(place, release, outcome) };
    const draft = outcome.result;
    // The list's account of a draft's files may be old.
    const current = found === undefined ? draft : await place.github.release(found.id);
    const filled = current && (await fillDraft(place, release, current));
    if (filled !== undefined) return { kind: 'draft', draft: filled };
    spent.add(draft.id);
  }
  throw new ReleaseError(
    'target-failed',
    `${place.github.slug}: ${MOST_DRAFTS} drafts of ${release.name} did not get whole, and nothing was published; run the same again`,
  );
}

/** The oldest draft for the same content and commit, so that runs at the same time choose the same one. */
async function findDraft(
  { list }: GitHubPlace,
  release: ReleaseContent,
  commit: string | undefined,
  spent: ReadonlySet<number>,
): Promise<Release | undefined> {
  const mark = formatMark(release, commit);
  return (await list.all())
    .filter((draft) => draft.isDraft && draft.tag === release.name && readMark(draft) === mark && !spent.has(draft.id))
    .toSorted((a, b) => a.id - b.id)[0];
}

async function createDraft(
  place: GitHubPlace,
  release: ReleaseContent,
  fields: ReleaseFields,
  spent: ReadonlySet<number>,
): Promise<Done<Release> | Refusal> {
  let isRepeated = false;
  return retry(place.github.policy, async () => {
    if (isRepeated) {
      // The answer may have been lost after the draft was made.
      await place.list.refresh();
      const found = await findDraft(place, release, fields.commit, spent);
      if (found !== undefined) return { kind: 'done', result: found };
    }
    isRepeated = true;
    const outcome = await place.github.createDraft(fields);
    if (outcome.kind === 'done') place.list.note(outcome.result);
    return outcome;
  });
}

/** Uploads what is missing and reads back; undefined when this draft will not do. */
async function fillDraft(place: GitHubPlace, release: ReleaseContent, draft: Release): Promise<Release | undefined> {
  // Another run has published it: making it visible will find that out.
  if (!draft.isDraft) return draft;
  for (const asset of release.assets) {
    const isThere = draft.assets.some(({ name }) => name === asset.name);
    if (!isThere && !(await uploadAsset(place.github, draft, asset))) return undefined;
  }
  return readBack(place, release, draft.id);
}

/** False when the draft has gone. */
async function uploadAsset(github: GitHub, draft: Release, asset: Asset): Promise<boolean> {
  let isRepeated = false;
  return retry(github.policy, async () => {
    // The answer may have been lost after the file was taken in, whole or not: reading back tells.
    const found = isRepeated ? await github.release(draft.id) : undefined;
    if (found?.assets.some(({ name }) => name === asset.name)) return true;
    isRepeated = true;
    return (await github.upload(draft, asset)).kind !== 'gone';
  });
}

/** Waits a while for files that another run is uploading, or that GitHub is still taking in. */
async function readBack({ github, files }: GitHubPlace, release: ReleaseContent, id: number): Promise<Release | undefined> {
  const { attempts, delay, sleep, notify } = github.policy;
  for (let attempt = 1; ; attempt++) {
    const draft = await github.release(id);
    if (draft === undefined) return undefined;
    const state = await judgeDraft(files, release, draft);
    if (state === 'whole') return draft;
    if (state !== 'incomplete' || attempt >= attempts) return undefined;
    notify(`${github.slug}: waiting for files of ${release.name} that are still being uploaded`);
    await sleep(delay);
  }
}

/** Whether a draft holds exactly the release's files. */
export async function judgeDraft(
  files: GitHubFiles,
  release: ReleaseContent,
  draft: Release,
): Promise<'whole' | 'incomplete' | 'wrong' | 'gone'> {
  try {
    for (const theirs of draft.assets.filter(({ isUploaded }) => isUploaded)) {
      const ours = release.assets.find(({ name }) => name === theirs.name);
      if (ours?.bytes.length !== theirs.size || ours.digest !== (await files.digestOf(theirs))) return 'wrong';
    }
  } catch (error) {
    // Where GitHub states no digests the files are downloaded, and another run may just have removed the draft.
    if (error instanceof HttpError && error.code === 'not-found') return 'gone';
    throw error;
  }
  if (draft.assets.some(({ name }) => !release.assets.some((asset) => asset.name === name))) return 'wrong';
  const isWhole = draft.assets.length === release.assets.length && draft.assets.every(({ isUploaded }) => isUploaded);
  return isWhole ? 'whole' : 'incomplete';
}
