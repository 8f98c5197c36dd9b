import { resolveConsumption } from '../../consumption.ts';
import { channelOf, formatClusterClassName, formatLine, formatMinor, formatVersion } from '../../version/index.ts';
import type { SiteContent } from '../model.ts';
import { type Block, code, date, type Inline, type Page, page, strong, url } from '../page.ts';
import { HOME, linePathOf, releasePath, stackOf, stackPath } from '../paths.ts';
import { contentBlocks, imageBlocks, variableBlocks } from './release-content.ts';
import type { ReleasePageInput } from './release-input.ts';
import { incomingBlocks, outgoingBlocks } from './release-steps.ts';
import { proofBlocks, useBlocks } from './release-use.ts';
import { explainState, releaseLink, stateTag, toneOf } from './words.ts';

/** All about a release. */
export function createReleasePage(input: ReleasePageInput): Page {
  const { site, release, content } = input;
  const { name, state } = release;
  const stack = stackOf(name);
  const minor = formatMinor(name.line.kubernetes);
  const kubernetes = 'error' in content ? release.kubernetes : content.kubernetes;
  return {
    path: releasePath(release.release),
    title: release.release,
    lead: [
      `The cluster stack ${stack} for Kubernetes ${kubernetes ?? minor}, version ${formatVersion(name.version)}. `,
      stateTag(state),
      ...(release.isNewest ? [' the newest of its line'] : []),
    ],
    trail: [
      { to: HOME, text: site },
      { to: stackPath(stack), text: stack },
      { to: linePathOf(name), text: minor },
    ],
    feed: `${linePathOf(name)}.atom`,
    blocks: [
      ...(state.name === 'unknown' || state.name === 'supported'
        ? []
        : [{ kind: 'notice', tone: toneOf(state), content: explainState(state, input.isKnown) } as const]),
      factsBlock(input, kubernetes),
      ...('error' in content
        ? [{ kind: 'notice', tone: 'bad', content: [strong('This release could not be read'), `: ${content.error.message}`] } as const]
        : [...useBlocks(release, content), ...contentBlocks(content), ...variableBlocks(content), ...imageBlocks(content)]),
      ...incomingBlocks(input),
      ...outgoingBlocks(input),
      ...('error' in content ? [] : proofBlocks(release, content)),
    ],
  };
}

function factsBlock({ release, content, previous }: ReleasePageInput, kubernetes: string | undefined): Block {
  const { name, source, digest, endOfLife, alsoIn } = release;
  const { note } = resolveConsumption(formatVersion(name.version));
  const commit = 'error' in content ? undefined : content.provenance;
  const items: readonly (readonly [string, readonly Inline[]])[] = [
    ['Kubernetes', kubernetes === undefined ? [] : [code(kubernetes)]],
    ['Released', date(release.date)],
    ['Kubernetes ends support', date(endOfLife)],
    ['Channel', [channelOf(name.version), ` – ${note}`]],
    ['ClusterClass', [code(formatClusterClassName(name))]],
    ['Line', [page(linePathOf(name), formatLine(name.line))]],
    ['Before it', previous === undefined ? ['none: the first of its line'] : [releaseLink(previous)]],
    ['Source', [code(source), ...alsoIn.flatMap((other) => [', ', code(other)])]],
    ['Digest', digest === undefined ? [] : [code(digest)]],
    ['Commit', commit === undefined ? [] : [commitLink(commit), ...(commit.dirty ? [' with further changes'] : [])]],
  ];
  return { kind: 'facts', items: items.map(([term, value]) => [term, value.length === 0 ? ['not known'] : value]) };
}

function commitLink({ commit, repository }: NonNullable<SiteContent['provenance']>): Inline {
  const isOnGitHub =
    repository !== undefined && /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/.test(repository) && /^[0-9a-f]{7,64}$/.test(commit);
  return isOnGitHub ? url(`${repository}/commit/${commit}`, commit.slice(0, 12)) : code(commit.slice(0, 12));
}
