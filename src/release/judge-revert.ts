import { attempt, ReleaseError } from '../errors.ts';
import { createFinding, type Finding } from '../finding.ts';
import type { Stack } from '../stack/index.ts';
import { METADATA } from './asset.ts';
import { buildRelease } from './build-release.ts';
import { compareRelease } from './compare-release.ts';
import { parseMetadata } from './metadata.ts';
import { prepareStack } from './prepare.ts';
import type { PublishedRelease, ReleaseSource } from './release-source.ts';

/**
 * Whether a stack's next release would undo the revert before it: its sources are still those of the release that the revert took
 * the place of. Asks nothing where the newest release is no revert.
 */
export async function judgeRevert(stack: Stack, newest: PublishedRelease | undefined, source: ReleaseSource): Promise<Finding[]> {
  const origin = newest?.origin;
  if (newest === undefined || origin?.kind !== 'revert') return [];
  const { from, release } = origin;
  const compared = await attempt(() => isUnchangedSince(stack, from, source));
  if (compared.kind === 'failed') {
    const why = `${newest.name} is a revert to ${release}, and ${from}, whose place it took, cannot be read (${compared.error.message}): look whether these sources would bring it back`;
    return [createFinding('unknown', 'revert-undone', newest.name, why)];
  }
  if (!compared.result) return [];
  const message = `rolled clusters back from ${from} to the content of ${release}, and the sources are still those of ${from}: a release of them would undo that; take the change back in them, or release with --after-revert if they are right as they are`;
  return [createFinding('refuse', 'revert-undone', newest.name, message)];
}

async function isUnchangedSince(stack: Stack, name: string, source: ReleaseSource): Promise<boolean> {
  const published = await source.read(name);
  const file = published?.files.find((one) => one.name === METADATA);
  if (published === undefined || file === undefined) throw new ReleaseError('no-release', `${source.url} has no ${name}`);
  const { versions, kubernetes } = parseMetadata(await published.fetch(file), `${name}/${METADATA}`);
  const built = await buildRelease(prepareStack(stack, versions));
  return (await compareRelease(built, { ...published, kubernetes }, published.fetch)).length === 0;
}
