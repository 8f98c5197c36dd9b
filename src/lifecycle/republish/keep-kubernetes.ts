import { ReleaseError } from '../../errors.ts';
import { createFile, type FileTree, findFile, type TreeFile } from '../../files/index.ts';
import { type Asset, NODE_IMAGES, type UnpackedRelease } from '../../release/index.ts';

/** Where a file says how an image is checked: it belongs to the image, and not to the version that it names. */
const CHECKSUM = /\b[0-9a-f]{32,}\b/i;

/**
 * An earlier release's content with the Kubernetes version and node images of a later one: Cluster API takes a cluster to no lower
 * version. Files of the class that name the version get what the later release has in the same place.
 * @throws ReleaseError `release-conflict` where that cannot be told
 */
export function keepKubernetes(earlier: UnpackedRelease, later: UnpackedRelease): UnpackedRelease {
  const [from, to] = [earlier, later].map(({ content }) => content.kubernetes.slice(1));
  if (from === undefined || to === undefined || from === to) return earlier;
  const clusterClass = earlier.clusterClass.map((file) => moveFile(file, later.clusterClass, from, to));
  const images = later.content.assets.find(({ name }) => name === NODE_IMAGES);
  const assets = earlier.content.assets.map((asset): Asset => (asset.name === NODE_IMAGES && images !== undefined ? images : asset));
  return { ...earlier, clusterClass, content: { ...earlier.content, kubernetes: later.content.kubernetes, assets } };
}

function moveFile(file: TreeFile, others: FileTree, from: string, to: string): TreeFile {
  if (!isNamed(file.bytes.toString('latin1'), from)) return file;
  const other = findFile(others, file.path);
  const moved = other && moveText(file.bytes.toString('latin1'), other.bytes.toString('latin1'), from, to);
  if (moved !== undefined) return createFile(file.path, Buffer.from(moved, 'latin1'));
  throw new ReleaseError(
    'release-conflict',
    `${file.path} names Kubernetes ${from}, which clusters at ${to} cannot go back to, and the newest release does not tell what stands in its place there; take the earlier change back in the stack’s sources, and release them`,
  );
}

/** The later file where both differ in what belongs to the version alone; else line by line. Undefined where neither can be told. */
function moveText(earlier: string, later: string, from: string, to: string): string | undefined {
  const [ours, theirs] = [earlier.split('\n'), later.split('\n')];
  const isOfVersion = (line: string) => isNamed(line, from) || isNamed(line, to) || CHECKSUM.test(line);
  const isSameElse = ours.length === theirs.length && ours.every((line, index) => line === theirs[index] || isOfVersion(line));
  if (isSameElse) return later;
  const lines = ours.map((line) => (isNamed(line, from) ? moveLine(line, theirs, from, to) : CHECKSUM.test(line) ? undefined : line));
  return lines.includes(undefined) ? undefined : lines.join('\n');
}

/** The one line that begins as this does, up to the version. */
function moveLine(line: string, others: readonly string[], from: string, to: string): string | undefined {
  const start = line.slice(0, line.search(pattern(from)));
  const found = new Set(others.filter((other) => other.startsWith(start) && isNamed(other.slice(start.length), to)));
  return found.size === 1 ? [...found][0] : undefined;
}

function isNamed(text: string, version: string): boolean {
  return pattern(version).test(text);
}

function pattern(version: string): RegExp {
  return new RegExp(`(?<![\\d.])${version.replaceAll('.', '\\.')}(?!\\.?\\d)`);
}
