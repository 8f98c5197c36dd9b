import { createHash } from 'node:crypto';
import { HELM_FILE_LIMIT, parseSemver, readArchive } from '../chart/index.ts';
import { ReleaseError } from '../errors.ts';
import { type FileTree, TREE_LIMITS } from '../files/index.ts';
import { getNode, getText, parseYaml } from '../yaml/index.ts';

/** Helm unpacks no more than 100 MiB of one archive. Source: MaxDecompressedChartSize of Helm's chart loader. */
const LIMITS = { ...TREE_LIMITS, totalBytes: 128 * 1024 * 1024 };

/**
 * Holds a chart archive from elsewhere against what it should be, and refuses what is unsafe to unpack.
 * @param from where it is from, for messages
 * @throws ReleaseError `dependency`, `invalid-archive`
 */
export async function checkChartArchive(
  bytes: Buffer,
  expected: { readonly name: string; readonly version: string },
  from: string,
): Promise<void> {
  const shown = `${expected.name} ${expected.version} from ${from}`;
  const refuse = (why: string) => new ReleaseError('dependency', `${shown} ${why}`);
  const files = await readArchive(shown, bytes, LIMITS, 'strict');
  const outside = files.find(({ path }) => !path.startsWith(`${expected.name}/`));
  if (outside !== undefined) throw refuse(`has ${JSON.stringify(outside.path)} outside of its one folder ${expected.name}/`);
  const clash = findClash(files);
  if (clash !== undefined) throw refuse(`has ${clash.join(' and ')}, which are one on many systems`);
  const large = files.find((file) => file.bytes.length > HELM_FILE_LIMIT);
  if (large !== undefined) throw refuse(`has ${large.path} of ${large.bytes.length} bytes; Helm fails on files above ${HELM_FILE_LIMIT}`);
  const chart = files.find(({ path }) => path === `${expected.name}/Chart.yaml`);
  if (chart === undefined) throw refuse('has no Chart.yaml');
  const yaml = parseYaml('Chart.yaml', chart.bytes);
  const field = (key: string) => getText(yaml, getNode(yaml.root, key))?.source ?? '';
  if (field('name') !== expected.name || !isSameVersion(field('version'), expected.version)) {
    throw refuse(`holds the chart ${field('name') || 'without a name'} ${field('version')}: its repository is wrong about it`);
  }
}

/** Two paths, or folders on the way to them, that differ in case alone. */
function findClash(files: FileTree): readonly [string, string] | undefined {
  const seen = new Map<string, string>();
  for (const { path } of files) {
    const parts = path.split('/');
    for (let length = 1; length <= parts.length; length++) {
      const part = parts.slice(0, length).join('/');
      const folded = part.normalize('NFC').toLowerCase();
      const other = seen.get(folded);
      if (other !== undefined && other !== part) return [other, part];
      seen.set(folded, part);
    }
  }
  return undefined;
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
