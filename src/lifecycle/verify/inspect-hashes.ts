import { isObject } from '../../data.ts';
import { digestOf } from '../../digest.ts';
import type { FileTree } from '../../files/index.ts';
import { parseJson } from '../../json.ts';
import { ADDON_VALUES, HASHES, hashContent, type Metadata, NODE_IMAGES, STAGES } from '../../release/index.ts';
import { formatVersion } from '../../version/index.ts';
import { NO_FILE } from './compare-digests.ts';
import type { Difference } from './report.ts';

/** csctl's keys. Source: pkg/hash of csctl */
const SOURCE_KEYS = ['clusterStack', 'clusterAddonDir', 'clusterAddonValues'];

interface HashedParts {
  /** The addons of a multi-stage release, which ship as they are written. */
  readonly clusterAddon: FileTree | undefined;
  readonly metadata: Metadata | undefined;
  /** Files that cannot be read. */
  readonly broken: ReadonlySet<string>;
}

/**
 * Holds hashes.json against what it is of, as far as that shows in the release: most of it is of the source, before versions were
 * written into it. csctl's has no hashes of contents.
 */
export function inspectHashes(files: ReadonlyMap<string, Buffer>, { clusterAddon, metadata, broken }: HashedParts): Difference[] {
  const bytes = files.get(HASHES);
  if (bytes === undefined) return [{ where: HASHES, what: 'file', expected: HASHES, found: NO_FILE }];
  const data = parseJson(bytes);
  if (!isObject(data)) return [{ where: HASHES, what: 'content', expected: 'an object in JSON', found: 'something else' }];
  const malformed = SOURCE_KEYS.filter((key) => typeof data[key] !== 'string' || !/^[\w.:+/=-]*$/.test(data[key]));
  const contents = isObject(data['contents']) ? data['contents'] : {};
  const placed = metadata && new Set(Object.values(metadata.versions).map(formatVersion));
  /** A version may have been filled in, where it stands in the bytes at all. */
  const isFilled = (content: Buffer) => placed === undefined || [...placed].some((version) => content.includes(version));
  const compare = (key: string, actual: string | undefined, isOpen = false): Difference[] => {
    const expected = contents[key];
    if (expected === undefined || isOpen || actual === expected) return [];
    return [{ where: HASHES, what: `contents.${key}`, expected: String(expected), found: actual ?? NO_FILE }];
  };
  const compareFile = (key: string, file: string) => {
    const content = files.get(file);
    const isOpen = broken.has(file) || (file === ADDON_VALUES && content !== undefined && isFilled(content));
    return compare(key, content && digestOf(content), isOpen);
  };
  const addonHash = clusterAddon && hashContent(clusterAddon);
  return [
    ...malformed.map((key) => ({ where: HASHES, what: key, expected: 'a hash', found: JSON.stringify(data[key]) ?? 'nothing' })),
    ...compareFile('stages', STAGES),
    ...compareFile('node-images', NODE_IMAGES),
    ...compareFile('cluster-addon-values', ADDON_VALUES),
    ...(clusterAddon === undefined
      ? []
      : compare(
          'cluster-addon',
          addonHash,
          clusterAddon.some((file) => isFilled(file.bytes)),
        )),
  ];
}
