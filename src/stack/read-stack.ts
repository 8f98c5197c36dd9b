import { basename, join, resolve } from 'node:path';
import { type ChartFile, CLASS_KUBERNETES_VERSION } from '../chart/index.ts';
import { type FileTree, findFile, readTree, selectFolder, TREE_LIMITS, type TreeFile } from '../file-tree.ts';
import { createFinding, type Finding, sortFindings, type Verdict } from '../finding.ts';
import { formatKubernetesVersion, formatLine } from '../version/index.ts';
import { parseYaml } from '../yaml.ts';
import { parseConfig, type StackConfig } from './config.ts';
import { findUnknownPlaceholders } from './placeholders.ts';
import { readAddons, readChartFolder } from './read-charts.ts';
import type { Stack, StackSource } from './stack.ts';

/**
 * Reads a stack's directory. All problems are collected; nothing is thrown for what the user wrote.
 * @param outside what does not belong to it although it may lie inside: output, layouts
 */
export function readStack(directory: string, outside: readonly string[] = []): StackSource {
  const { files, findings } = readTree(directory, TREE_LIMITS, outside);
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

  const clusterClass = readChartFolder(directory, files, 'cluster-class', {
    version: CLASS_KUBERNETES_VERSION,
    what: 'CSO’s own Helm renders cluster classes for',
  });
  findings.push(...clusterClass.findings);
  const kubernetes = config && formatKubernetesVersion(config.kubernetes);
  const addon = readAddons(directory, files, kubernetes ? { version: kubernetes, what: 'csctl.yaml says' } : undefined);
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
      'warn',
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
    const message = 'differs from node-images/config.yaml, which is released in its place; delete one of them';
    findings.push(createFinding('warn', 'node-images-differ', root.path, message, { file: join(directory, root.path) }));
  }
  const file = configured ?? root;
  if (file === undefined) return { findings };
  findings.push(...parseYaml(join(directory, file.path), file.bytes).findings);
  return { file, findings };
}
