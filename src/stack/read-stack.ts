import { basename, join, resolve } from 'node:path';
import { type ChartFile, HELM_FILE_LIMIT, parseChartFile, parseHelmignore, selectChartFiles } from '../chart/index.ts';
import { type FileTree, findFile, readTree, selectFolder, type TreeFile, topFolders } from '../file-tree.ts';
import { createFinding, type Finding, sortFindings, type Verdict } from '../finding.ts';
import { formatLine } from '../version/index.ts';
import { parseYaml } from '../yaml.ts';
import { parseConfig, type StackConfig } from './config.ts';
import { findUnknownPlaceholders } from './placeholders.ts';
import type { Addons, Stack, StackSource } from './stack.ts';

/** Reads a stack's directory. All problems are collected; nothing is thrown for what the user wrote. */
export function readStack(directory: string): StackSource {
  const { files, findings } = readTree(directory);
  return { ...parseStack(directory, files, findings), directory };
}

/** The pure part: a stack from its files. */
export function parseStack(directory: string, files: FileTree, treeFindings: readonly Finding[] = []): Omit<StackSource, 'directory'> {
  const findings: Finding[] = [...treeFindings];
  const at = (path: string) => join(directory, path);
  const add = (verdict: Verdict, code: string, path: string, message: string) =>
    findings.push(createFinding(verdict, code, path, message, { file: at(path) }));
  const done = (config?: StackConfig, stack?: Stack) => ({
    findings: sortFindings(findings),
    ...(config && { config }),
    ...(stack && { stack }),
  });

  for (const name of ['versions.yaml', 'stack.yaml']) {
    if (findFile(files, name) !== undefined) {
      add(
        'refuse',
        'layout',
        name,
        'this layout is not supported yet; describe each Kubernetes version in a directory of its own with a csctl.yaml',
      );
    }
  }
  const configFile = findFile(files, 'csctl.yaml');
  if (configFile === undefined) {
    add('refuse', 'missing-file', 'csctl.yaml', 'is missing; it names the provider, the stack and the Kubernetes version');
  }
  const parsed = configFile && parseConfig(at('csctl.yaml'), configFile.bytes);
  findings.push(...(parsed?.findings ?? []));
  const config = parsed?.config;
  // Resolved, so that `.` is checked like any other name.
  if (config !== undefined) findings.push(...checkFolderName(directory, basename(resolve(directory)), config));

  const clusterClass = readChartFolder(directory, files, 'cluster-class');
  findings.push(...clusterClass.findings);
  const addon = readAddons(directory, files);
  findings.push(...addon.findings);
  const nodeImages = readNodeImages(directory, files, config);
  findings.push(...nodeImages.findings);
  findings.push(...findUnknownPlaceholders(directory, files));

  if (config === undefined || clusterClass.chart === undefined || addon.addons === undefined) return done(config);
  const line = formatLine(config.line);
  findings.push(...checkChartName(clusterClass.chart, `${line}-cluster-class`));
  if (addon.addons.kind === 'single-stage') findings.push(...checkChartName(addon.addons.chart, `${line}-cluster-addon`));
  return done(config, {
    directory,
    config,
    files,
    clusterClass: clusterClass.files,
    clusterClassChart: clusterClass.chart,
    clusterAddon: selectFolder(files, 'cluster-addon'),
    addons: addon.addons,
    ...(nodeImages.file && { nodeImages: nodeImages.file }),
  });
}

/** A folder named `1-32` or `1.32` says which Kubernetes minor it is for. */
function checkFolderName(directory: string, name: string, config: StackConfig): Finding[] {
  const match = /^(\d+)[-.](\d+)$/.exec(name);
  const { major, minor } = config.kubernetes;
  if (match === null || (Number(match[1]) === major && Number(match[2]) === minor)) return [];
  return [
    createFinding(
      'refuse',
      'folder-version',
      directory,
      `the folder is named for Kubernetes ${match[1]}.${match[2]}, csctl.yaml says ${major}.${minor}; rename the folder or correct kubernetesVersion`,
      config.kubernetesPlace,
    ),
  ];
}

/** The names are stamped with the line's own, as CSO needs them; another name in the source misleads its readers. */
function checkChartName(chart: ChartFile, expected: string): Finding[] {
  if (chart.name.source === expected) return [];
  const message = `the chart is named ${chart.name.source}, and released as ${expected}; write name: ${expected}`;
  return [createFinding('warn', 'chart-name', chart.yaml.file, message, chart.name.place)];
}

interface ChartFolder {
  /** Without what Helm ignores. */
  readonly files: FileTree;
  readonly chart?: ChartFile;
  readonly findings: readonly Finding[];
}

/** Reads a folder that ships as one Helm chart, stamped with the release's name and version. */
function readChartFolder(directory: string, files: FileTree, folder: string): ChartFolder {
  const all = selectFolder(files, folder);
  const at = (path: string) => join(directory, folder, path);
  if (all.length === 0) {
    const message = `the folder ${folder}/ is missing or empty; it holds the Helm chart`;
    return { files: all, findings: [createFinding('refuse', 'missing-folder', folder, message, { file: join(directory, folder) })] };
  }
  const shipped = selectChartFiles(all);
  const findings = checkChartFiles(directory, folder, all, shipped);
  const chartFile = findFile(shipped, 'Chart.yaml');
  if (chartFile === undefined) {
    const message = 'is missing; without it the folder is no Helm chart';
    return {
      files: shipped,
      findings: [...findings, createFinding('refuse', 'missing-file', `${folder}/Chart.yaml`, message, { file: at('Chart.yaml') })],
    };
  }
  const parsed = parseChartFile(at('Chart.yaml'), chartFile.bytes, true);
  return { files: shipped, findings: [...findings, ...parsed.findings], ...(parsed.chart && { chart: parsed.chart }) };
}

/** What Helm itself would fail on: its ignore rules, oversized files, values that are no YAML. */
function checkChartFiles(directory: string, folder: string, all: FileTree, shipped: FileTree): Finding[] {
  const findings: Finding[] = [];
  const at = (path: string) => join(directory, folder, path);
  const ignore = findFile(all, '.helmignore');
  for (const { line, message } of ignore ? parseHelmignore(ignore.bytes.toString('utf8')).problems : []) {
    findings.push(createFinding('refuse', 'helmignore', `${folder}/.helmignore`, message, { file: at('.helmignore'), line, column: 1 }));
  }
  for (const file of shipped) {
    if (file.bytes.length > HELM_FILE_LIMIT) {
      const message = `has ${file.bytes.length} bytes; Helm fails on a chart with a file above ${HELM_FILE_LIMIT}`;
      findings.push(createFinding('refuse', 'chart-file-too-large', `${folder}/${file.path}`, message, { file: at(file.path) }));
    }
  }
  const values = findFile(shipped, 'values.yaml');
  if (values) findings.push(...parseYaml(at('values.yaml'), values.bytes).findings);
  for (const { path, bytes } of shipped) {
    if (/^templates\/.*\.(?:ya?ml|tpl|txt)$/.test(path) && bytes.includes('\r\n')) {
      findings.push(
        createFinding('warn', 'crlf', `${folder}/${path}`, 'has Windows line ends (CRLF); save it with LF', { file: at(path) }),
      );
    }
  }
  return findings;
}

function readAddons(directory: string, files: FileTree): { readonly addons?: Addons; readonly findings: readonly Finding[] } {
  const stages = findFile(files, 'clusteraddon.yaml');
  const values = findFile(files, 'cluster-addon-values.yaml');
  if (stages !== undefined) {
    const findings = [...parseYaml(join(directory, stages.path), stages.bytes).findings];
    if (values !== undefined) {
      const message =
        'CSO never reads it beside a clusteraddon.yaml, and it is not released; delete it, or put the values into overwrite.yaml of the addons';
      findings.push(createFinding('warn', 'unread-file', values.path, message, { file: join(directory, values.path) }));
    }
    findings.push(...checkMultiStage(directory, files));
    return { findings, addons: { kind: 'multi-stage', stages } };
  }
  const chart = readChartFolder(directory, files, 'cluster-addon');
  if (values === undefined) {
    const message =
      'is missing, and so is cluster-addon-values.yaml; write stages into clusteraddon.yaml, or values for a single chart into cluster-addon-values.yaml';
    const missing = createFinding('refuse', 'missing-file', 'clusteraddon.yaml', message, { file: join(directory, 'clusteraddon.yaml') });
    return { findings: [missing] };
  }
  return { findings: chart.findings, ...(chart.chart && { addons: { kind: 'single-stage', values, chart: chart.chart } }) };
}

/** Multi-stage addons ship as written, one chart folder each. */
function checkMultiStage(directory: string, files: FileTree): Finding[] {
  const addons = selectFolder(files, 'cluster-addon');
  if (addons.length === 0) {
    const message = 'the folder cluster-addon/ is missing or empty; it holds one chart folder per addon';
    return [createFinding('refuse', 'missing-folder', 'cluster-addon', message, { file: join(directory, 'cluster-addon') })];
  }
  return topFolders(addons).flatMap((addon) => {
    const folder = `cluster-addon/${addon}`;
    const all = selectFolder(files, folder);
    const shipped = selectChartFiles(all);
    const findings = checkChartFiles(directory, folder, all, shipped);
    const chartFile = findFile(shipped, 'Chart.yaml');
    const file = join(directory, folder, 'Chart.yaml');
    if (chartFile !== undefined) return [...findings, ...parseChartFile(file, chartFile.bytes, false).findings];
    return [
      ...findings,
      createFinding('refuse', 'missing-file', `${folder}/Chart.yaml`, 'is missing; CSO cannot render the folder', { file }),
    ];
  });
}

function readNodeImages(
  directory: string,
  files: FileTree,
  config: StackConfig | undefined,
): { readonly file?: TreeFile; readonly findings: readonly Finding[] } {
  const root = findFile(files, 'node-images.yaml');
  const configured = config?.nodeImageMethod === 'get' ? findFile(files, 'node-images/config.yaml') : undefined;
  const findings: Finding[] = [];
  const refuse = (path: string, code: string, message: string) =>
    findings.push(createFinding('refuse', code, path, message, { file: join(directory, path) }));
  if (config?.nodeImageMethod === 'get' && configured === undefined) {
    refuse(
      'node-images/config.yaml',
      'missing-file',
      'is missing; csctl.yaml says method: get, which releases this file as node-images.yaml',
    );
  }
  if (root && configured && root.sha256 !== configured.sha256) {
    refuse(
      'node-images.yaml',
      'node-images-differ',
      'differs from node-images/config.yaml, and both would be released as node-images.yaml; keep one of them',
    );
  }
  const file = configured ?? root;
  if (file === undefined) return { findings };
  findings.push(...parseYaml(join(directory, file.path), file.bytes).findings);
  return { file, findings };
}
