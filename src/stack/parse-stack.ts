import { basename, join, resolve } from 'node:path';
import { type ChartFile, CLASS_KUBERNETES_VERSION } from '../chart/index.ts';
import { type FileTree, findFile, findLfsPointers, LFS_ADVICE, selectFolder, type TreeFile } from '../files/index.ts';
import { createFinding, type Finding, type Place, sortFindings } from '../finding.ts';
import type { CodeOf } from '../finding-code.ts';
import { formatKubernetesVersion, formatLine, formatMinor, isSameMinor, type Minor } from '../version/index.ts';
import { parseYaml } from '../yaml/index.ts';
import { parseConfig, type StackConfig } from './config.ts';
import type { KubernetesForm } from './kubernetes-version.ts';
import { fillKubernetesVersion, findUnknownPlaceholders } from './placeholders.ts';
import { readAddons, readChartFolder } from './read-charts.ts';
import type { Stack, StackSource } from './stack.ts';

/** A line as its directory's files describe it. */
export interface LineFiles {
  /** Undefined where they cannot be read. */
  readonly config: StackConfig | undefined;
  readonly files: FileTree;
  /** The findings so far. */
  readonly findings: readonly Finding[];
  /** Set for a row of versions.yaml: where the versions of dependencies stand that it sets. */
  readonly rowPlaces?: ReadonlyMap<string, Place>;
}

/** A stack of the classic layout: csctl.yaml says everything, and the directory makes one line. */
export function parseStack(directory: string, files: FileTree, treeFindings: readonly Finding[] = []): StackSource {
  const { config, findings } = readConfig(directory, files);
  return parseLine(directory, { config, files, findings: [...treeFindings, ...findings] });
}

/** Reads a directory's csctl.yaml, without which there is no stack of the layouts 1 and 2. */
export function readConfig(
  directory: string,
  files: FileTree,
  form: KubernetesForm = 'csctl',
): { readonly config?: StackConfig; readonly findings: readonly Finding[] } {
  const file = findFile(files, 'csctl.yaml');
  const path = join(directory, 'csctl.yaml');
  if (file !== undefined) return parseConfig(path, file.bytes, form);
  const message = 'is missing; it names the provider, the stack and the Kubernetes version';
  return { findings: [createFinding('refuse', 'missing-file', 'csctl.yaml', message, { file: path })] };
}

/** A line from its files. All problems are collected; nothing is thrown for what the user wrote. */
export function parseLine(directory: string, { config, files: source, findings: before, rowPlaces }: LineFiles): StackSource {
  const files = config ? fillKubernetesVersion(source, config.kubernetes) : source;
  const findings: Finding[] = [...before];
  if (config !== undefined) findings.push(...checkFolderName(directory, config));

  const clusterClass = readChartFolder(directory, files, 'cluster-class', {
    version: CLASS_KUBERNETES_VERSION,
    what: 'CSO’s own Helm renders cluster classes for',
  });
  const addon = readAddons(
    directory,
    files,
    config && {
      version: formatKubernetesVersion(config.kubernetes),
      what: `${basename(config.kubernetesPlace.file)} says`,
    },
  );
  const nodeImages = readNodeImages(directory, files, config);
  // First, since it is why other files of the line cannot be read.
  findings.push(...findPointers(directory, files, clusterClass.files));
  // One by one: a file may cause more than a call takes arguments.
  const ofParts = [...clusterClass.findings, ...addon.findings, ...nodeImages.findings, ...findUnknownPlaceholders(directory, files)];
  for (const finding of ofParts) findings.push(finding);

  const known = { directory, ...(config && { config }) };
  if (config === undefined || clusterClass.chart === undefined || addon.addons === undefined) {
    return { ...known, findings: sortFindings(findings) };
  }
  const charts = [
    { chart: clusterClass.chart, part: 'cluster-class' },
    ...(addon.addons.kind === 'single-stage' ? [{ chart: addon.addons.chart, part: 'cluster-addon' }] : []),
  ];
  findings.push(...charts.flatMap(({ chart, part }) => checkChartName(chart, config, part, rowPlaces !== undefined)));
  const stack: Stack = {
    directory,
    config,
    files,
    clusterClass: clusterClass.files,
    clusterClassChart: clusterClass.chart,
    clusterAddon: selectFolder(files, 'cluster-addon'),
    addons: addon.addons,
    ...(nodeImages.file && { nodeImages: nodeImages.file }),
    rowPlaces: rowPlaces ?? new Map(),
  };
  return { ...known, findings: sortFindings(findings), stack };
}

/** Finds placeholders for a file's content that would ship in its place. Files beside, a picture for the README, are not asked for. */
function findPointers(directory: string, files: FileTree, clusterClass: FileTree): Finding[] {
  const inClass = new Set(clusterClass.map(({ path }) => `cluster-class/${path}`));
  const used = files.filter(({ path }) => inClass.has(path) || path.startsWith('cluster-addon/') || SINGLE_FILES.has(path));
  return findLfsPointers(used).map((path) => {
    const message = `is a git-lfs pointer and not the file, and would be released as one; ${LFS_ADVICE}`;
    return createFinding('refuse', 'git-lfs-pointer', path, message, { file: join(directory, path) });
  });
}

/** Outside of the charts, what a line is read from. */
const SINGLE_FILES = new Set([
  'csctl.yaml',
  'stack.yaml',
  'versions.yaml',
  'clusteraddon.yaml',
  'cluster-addon-values.yaml',
  'node-images.yaml',
  'node-images/config.yaml',
]);

/** A folder named `1-32` or `1.32` says which Kubernetes minor it is for. */
export function parseFolderName(directory: string): Minor | undefined {
  // Resolved, so that `.` is read like any other name.
  const match = /^(\d+)[-.](\d+)$/.exec(basename(resolve(directory)));
  return match === null ? undefined : { major: Number(match[1]), minor: Number(match[2]) };
}

function checkFolderName(directory: string, { kubernetes, kubernetesPlace }: StackConfig): Finding[] {
  const named = parseFolderName(directory);
  if (named === undefined || isSameMinor(named, kubernetes)) return [];
  return [
    createFinding(
      'warn',
      'folder-version',
      directory,
      `the folder is named for Kubernetes ${formatMinor(named)}, ${basename(kubernetesPlace.file)} says ${formatMinor(kubernetes)}; rename the folder or correct the version`,
      kubernetesPlace,
    ),
  ];
}

/** The names are stamped with the line's own, as CSO needs them; another name in the source misleads its readers. */
function checkChartName(chart: ChartFile, { line }: StackConfig, part: string, isRow: boolean): Finding[] {
  const name = chart.name.source;
  const released = `${formatLine(line)}-${part}`;
  // A tree of several lines can be named for one of them, or for none.
  const shared = `${line.provider}-${line.name}-${part}`;
  const anyMinor = new RegExp(`^${line.provider}-${line.name}-(?:\\d+-\\d+-)?${part}$`);
  if (name === released || (isRow && anyMinor.test(name))) return [];
  const expected = isRow ? shared : released;
  const message = `the chart is named ${name}, and released as ${released}; write name: ${expected}`;
  return [createFinding('warn', 'chart-name', chart.yaml.file, message, chart.name.place)];
}

function readNodeImages(
  directory: string,
  files: FileTree,
  config: StackConfig | undefined,
): { readonly file?: TreeFile; readonly findings: readonly Finding[] } {
  const root = findFile(files, 'node-images.yaml');
  const configured = config?.nodeImageMethod === 'get' ? findFile(files, 'node-images/config.yaml') : undefined;
  const findings: Finding[] = [];
  const refuse = (path: string, code: CodeOf<'directory'>, message: string) =>
    findings.push(createFinding('refuse', code, path, message, { file: join(directory, path) }));
  if (config?.nodeImageMethod === 'get' && configured === undefined) {
    refuse(
      'node-images/config.yaml',
      'missing-file',
      'is missing; csctl.yaml says method: get, which releases this file as node-images.yaml',
    );
  }
  if (root && configured && root.sha256 !== configured.sha256) {
    const message = 'differs from node-images/config.yaml, which is released in its place; delete one of them';
    findings.push(createFinding('warn', 'node-images-differ', root.path, message, { file: join(directory, root.path) }));
  }
  const file = configured ?? root;
  if (file === undefined) return { findings };
  findings.push(...parseYaml(join(directory, file.path), file.bytes).findings);
  return { file, findings };
}
