import { readArchive } from '../../chart/index.ts';
import { requireDependencies } from '../../dependency/index.ts';
import { ReleaseError } from '../../errors.ts';
import type { FileTree } from '../../files/index.ts';
import { buildRelease, hashContent, prepareStack, type ReleaseContent } from '../../release/index.ts';
import type { Runtime } from '../../request.ts';
import { formatLine, requireReleaseName } from '../../version/index.ts';
import { type Reading, readOneStack } from '../read-subject.ts';
import { compareCommits } from './compare-commits.ts';
import { compareDigests, NO_FILE } from './compare-digests.ts';
import type { Difference } from './report.ts';

/** The difference of a file that the source gives otherwise. */
const REBUILT = 'rebuilt';

/**
 * Builds a release again from its stack's source, under the versions that it has, and compares the bytes; and where they differ also
 * the commits.
 * @throws ReleaseError for a stack that cannot be built, or has no such line
 */
export async function compareRebuilt(
  reading: Reading,
  release: ReleaseContent,
  directory: string,
  runtime: Runtime,
): Promise<Difference[]> {
  const line = formatLine(requireReleaseName(release.name).line);
  const { stack } = await readOneStack(reading, directory, line, true).catch((error: unknown) => {
    throw nameCommit(error, release);
  });
  const vendored = requireDependencies(await reading.vendor(stack), line);
  const rebuilt = await buildRelease(prepareStack(vendored.shipped, release.versions));
  const names = [...new Set([...rebuilt.assets, ...release.assets].map(({ name }) => name))].sort();
  const differences = await Promise.all(
    names.map(async (name): Promise<readonly Difference[]> => {
      const ours = rebuilt.assets.find((asset) => asset.name === name);
      const theirs = release.assets.find((asset) => asset.name === name);
      if (ours?.digest === theirs?.digest) return [];
      const whole = { where: name, what: REBUILT, expected: ours?.digest ?? NO_FILE, found: theirs?.digest ?? NO_FILE };
      if (ours === undefined || theirs === undefined || !name.endsWith('.tgz')) return [whole];
      const [left, right] = await Promise.all([readArchive(name, ours.bytes), readArchive(name, theirs.bytes)]);
      // The same files in other bytes: csctl packs them otherwise at each run.
      if (hashContent(left) === hashContent(right)) return [{ ...whole, what: 'rebuilt: the same files, packed otherwise' }];
      return [whole, ...compareTrees(name, left, right)];
    }),
  );
  const all = differences.flat();
  return all.some(({ what }) => what === REBUILT) ? [...(await compareCommits(release.provenance, stack.directory, runtime)), ...all] : all;
}

/** A line that is not there may have been at the release's commit. */
function nameCommit(error: unknown, { name, provenance }: ReleaseContent): unknown {
  if (!(error instanceof ReleaseError) || error.code !== 'no-stack' || provenance === undefined) return error;
  return new ReleaseError(error.code, `${error.message}; ${name} was made of commit ${provenance.commit}`, { cause: error });
}

function compareTrees(archive: string, left: FileTree, right: FileTree): Difference[] {
  const digests = (tree: FileTree) => new Map(tree.map(({ path, sha256 }) => [path, `sha256:${sha256}`]));
  return compareDigests(digests(left), digests(right), (path, expected, found) => ({
    where: `${archive}/${path}`,
    what: REBUILT,
    expected,
    found,
  }));
}
