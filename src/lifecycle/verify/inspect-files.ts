import { findChartProblem, readArchive } from '../../chart/index.ts';
import { messageOf, ReleaseError } from '../../errors.ts';
import type { FileTree } from '../../files/index.ts';
import { ADDON_VALUES, HASHES, METADATA, type Metadata, NODE_IMAGES, parseMetadata, STAGES } from '../../release/index.ts';
import { formatLine, formatMinor, formatVersion, type ReleaseName } from '../../version/index.ts';
import { getNode, getScalar, parseYaml } from '../../yaml/index.ts';
import { NO_FILE } from './compare-digests.ts';
import { inspectHashes } from './inspect-hashes.ts';
import type { Difference } from './report.ts';

const API_VERSION = 'metadata.clusterstack.x-k8s.io/v1alpha1';
const OTHERS = [METADATA, HASHES, STAGES, ADDON_VALUES, NODE_IMAGES];

export interface Inspection {
  readonly differences: readonly Difference[];
  /** Undefined where it cannot be read. */
  readonly metadata: Metadata | undefined;
}

/**
 * Holds the files of a release against its name and against each other, as CSO reads them, and goes on after the first difference.
 * @param broken files that are there and cannot be read, which was said
 */
export async function inspectFiles(
  release: ReleaseName,
  files: ReadonlyMap<string, Buffer>,
  broken: ReadonlySet<string>,
): Promise<Inspection> {
  const line = formatLine(release.line);
  const { metadata, differences } = inspectMetadata(release, files.get(METADATA));
  const classArchive = { part: `${line}-cluster-class`, version: formatVersion(release.version), isChart: true };
  const isMultiStage = files.has(STAGES) || broken.has(STAGES);
  const addonVersion = metadata && formatVersion(metadata.versions.clusterAddon);
  const addonArchive = { part: `${line}-cluster-addon`, version: addonVersion, isChart: !isMultiStage };
  const [clusterClass, clusterAddon] = [await inspectArchive(classArchive, files), await inspectArchive(addonArchive, files)];
  const known = new Set([...OTHERS, ...clusterClass.names, ...clusterAddon.names]);
  const strangers = [...files.keys()].filter((name) => !known.has(name) && !/-node-image-[^/]*\.tgz$/.test(name));
  const all = [
    ...differences,
    ...clusterClass.differences,
    ...clusterAddon.differences,
    ...(isMultiStage || files.has(ADDON_VALUES)
      ? []
      : [{ where: STAGES, what: 'file', expected: `${STAGES}, or ${ADDON_VALUES} for one chart of all addons`, found: NO_FILE }]),
    ...strangers.map((name) => ({ where: name, what: 'file', expected: 'no file that is not of a release', found: name })),
    ...inspectHashes(files, { clusterAddon: isMultiStage ? clusterAddon.tree : undefined, metadata, broken }),
  ];
  return { metadata, differences: all.filter(({ where, found }) => found !== NO_FILE || !broken.has(where)) };
}

function inspectMetadata(
  { line, version }: ReleaseName,
  bytes: Buffer | undefined,
): Pick<Inspection, 'metadata'> & { readonly differences: Difference[] } {
  if (bytes === undefined) {
    return { metadata: undefined, differences: [{ where: METADATA, what: 'file', expected: METADATA, found: NO_FILE }] };
  }
  const yaml = parseYaml(METADATA, bytes, { dialect: 'v3' });
  const apiVersion = getScalar(yaml, getNode(yaml.root, 'apiVersion'))?.source ?? 'nothing';
  const differ = (what: string, expected: string, found: string) =>
    expected === found ? [] : [{ where: METADATA, what, expected, found }];
  let metadata: Metadata;
  try {
    metadata = parseMetadata(bytes, METADATA);
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    const expected = 'the versions of the stack, Kubernetes, the addons and the node images';
    return { metadata: undefined, differences: [{ where: METADATA, what: 'versions', expected, found: error.message }] };
  }
  const { versions, kubernetes } = metadata;
  const minor = `v${formatMinor(line.kubernetes)}`;
  return {
    metadata,
    differences: [
      ...differ('apiVersion', API_VERSION, apiVersion),
      ...differ('versions.clusterStack', formatVersion(version), formatVersion(versions.clusterStack)),
      ...(kubernetes.startsWith(`${minor}.`) ? [] : differ('versions.kubernetes', `a patch of ${minor}`, kubernetes)),
    ],
  };
}

interface ExpectedArchive {
  /** The beginning of its name: CSO takes the file that has it anywhere. */
  readonly part: string;
  /** Undefined where nothing says it. */
  readonly version: string | undefined;
  readonly isChart: boolean;
}

async function inspectArchive({ part, version, isChart }: ExpectedArchive, files: ReadonlyMap<string, Buffer>) {
  const names = [...files.keys()].filter((name) => name.includes(part) && name.endsWith('.tgz'));
  const wanted = version === undefined ? names[0] : `${part}-${version}.tgz`;
  const differences: Difference[] = [];
  const add = (where: string, what: string, expected: string, found: string) => differences.push({ where, what, expected, found });
  if (names.length !== 1 || names[0] !== wanted) {
    add(
      wanted ?? `${part}-….tgz`,
      'file',
      `${wanted ?? `${part}-….tgz`} and no other archive of that name`,
      names.sort().join(', ') || NO_FILE,
    );
  }
  const bytes = files.get(wanted ?? '');
  if (wanted === undefined || bytes === undefined) return { names, differences, tree: undefined };
  let tree: FileTree | undefined;
  try {
    tree = await readArchive(wanted, bytes);
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    add(wanted, 'archive', 'an archive that CSO and Helm unpack', messageOf(error));
  }
  if (tree !== undefined && isChart && version !== undefined) {
    const problem = findChartProblem(tree, { name: part, version });
    if (problem !== undefined) add(wanted, 'chart', `the chart ${part} ${version}, in one folder of that name`, `it ${problem}`);
  }
  return { names, differences, tree };
}
