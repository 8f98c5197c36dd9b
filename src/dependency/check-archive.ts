import { createHash } from 'node:crypto';
import { type ExpectedChart, findChartProblem, HELM_FILE_LIMIT, parseSemver, readArchive } from '../chart/index.ts';
import { ReleaseError } from '../errors.ts';
import { findCaseClashes, TREE_LIMITS } from '../files/index.ts';

/** Helm unpacks no more than 100 MiB of one archive. Source: MaxDecompressedChartSize of Helm's chart loader. */
const LIMITS = { ...TREE_LIMITS, totalBytes: 128 * 1024 * 1024 };

/**
 * Holds a chart archive from elsewhere against what it should be, and refuses what is unsafe to unpack.
 * @param from where it is from, for messages
 * @throws ReleaseError `dependency`, `invalid-archive`
 */
export async function checkChartArchive(bytes: Buffer, expected: ExpectedChart, from: string): Promise<void> {
  const shown = `${expected.name} ${expected.version} from ${from}`;
  const refuse = (why: string) => new ReleaseError('dependency', `${shown} ${why}`);
  const files = await readArchive(shown, bytes, LIMITS, 'strict');
  const problem = findChartProblem(files, expected, isSameVersion);
  if (problem !== undefined) throw refuse(problem);
  const [clash] = findCaseClashes(files);
  if (clash !== undefined) throw refuse(`has ${clash.other} and ${clash.path}, which are one on many systems`);
  const large = files.find((file) => file.bytes.length > HELM_FILE_LIMIT);
  if (large !== undefined) throw refuse(`has ${large.path} of ${large.bytes.length} bytes; Helm fails on files above ${HELM_FILE_LIMIT}`);
}

/** A `v` before it, or numbers left out, make no other version; what stands after a `+` does here. */
function isSameVersion(a: string, b: string): boolean {
  const normalize = (text: string) => {
    const semver = parseSemver(text);
    return semver && JSON.stringify([...semver.release.map(String), semver.prerelease, /\+(.*)$/.exec(text)?.[1]]);
  };
  return a === b || (normalize(a) !== undefined && normalize(a) === normalize(b));
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
