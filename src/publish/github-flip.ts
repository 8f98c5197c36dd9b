import { messageOf, ReleaseError } from '../errors.ts';
import type { Refusal, Release, ReleaseFields } from '../github/index.ts';
import { retry } from '../http/index.ts';
import type { ReleaseContent } from '../release/index.ts';
import { readMark } from './github-content.ts';
import { judgeDraft } from './github-draft.ts';
import { type GitHubPlace, isLatest } from './github-list.ts';
import { describePublished, findWinner } from './github-published.ts';
import type { StoreAnswer } from './release-store.ts';

const GONE: Refusal = { kind: 'gone', message: 'Someone deleted it.' };

/**
 * Makes a staged draft visible. Looks at it first, each time anew: its answer may have been lost, and another run may
 * have come first, which GitHub tells by refusing a second release of one tag.
 * @param staged tags that this run is about to publish
 * @throws ReleaseError `release-conflict` for a name that nobody may have, `target-failed`
 */
export async function flipDraft(
  place: GitHubPlace,
  release: ReleaseContent,
  draft: Release,
  fields: ReleaseFields,
  staged: ReadonlySet<string>,
): Promise<StoreAnswer> {
  const { github, files, list } = place;
  const taken = async (refusal: Refusal): Promise<StoreAnswer> => ({
    kind: 'taken',
    published: await findWinner(place, release, refusal),
  });
  let isSent = false;
  return retry(github.policy, async () => {
    const current = await github.release(draft.id);
    if (current === undefined) return taken(GONE);
    if (!current.isDraft) {
      list.note(current);
      return { kind: isSent ? 'shown' : 'taken', published: await describePublished(place, current) };
    }
    const state = await judgeDraft(files, release, current);
    if (state === 'gone') return taken(GONE);
    if (state !== 'whole') {
      throw new ReleaseError('target-failed', `${github.slug}: someone changed the draft of ${release.name}; run the same again`);
    }
    isSent = true;
    const others = (await list.all()).filter(({ isDraft }) => !isDraft).map(({ tag }) => tag);
    const outcome = await github.publish(draft.id, fields, isLatest(release.name, [...others, ...staged]));
    if (outcome.kind !== 'done') return taken(outcome);
    list.note(outcome.result);
    return { kind: 'shown', published: await describePublished(place, outcome.result) };
  });
}

/**
 * Removes the drafts of ours whose name is published: no run can publish them now. One that cannot be removed is harmless,
 * and told.
 * @param name of one release; all unless given
 */
export async function removeLeftovers({ github, list }: GitHubPlace, name?: string): Promise<void> {
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
