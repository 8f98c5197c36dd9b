import { join } from 'node:path';
import { type ChartFile, checkKubeVersion, HELM_FILE_LIMIT, parseChartFile, readIgnoreRules, selectChartFiles } from '../chart/index.ts';
import { type FileTree, findFile, selectFolder, type TreeFile, topFolders } from '../files/index.ts';
import { createFinding, type Finding } from '../finding.ts';
import { parseJson } from '../json.ts';
import { hasSyntaxError, isList, parseYaml, placeOf } from '../yaml/index.ts';
import type { Addons } from './stack.ts';
import { HOOKS, parseStages } from './stages.ts';

interface ChartFolder {
  /** Without what Helm ignores. */
  readonly files: FileTree;
  readonly chart?: ChartFile;
  readonly findings: readonly Finding[];
}

/** The Kubernetes version that a chart is rendered for, and how messages name it. */
export interface RenderedFor {
  readonly version: string;
  readonly what: string;
}

/**
 * Reads a folder that ships as one Helm chart, stamped with the release's name and version.
 * @param rendered undefined when csctl.yaml does not tell
 */
export function readChartFolder(directory: string, files: FileTree, folder: string, rendered: RenderedFor | undefined): ChartFolder {
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
    const message = 'is missing; without it the folder is not a Helm chart';
    return {
      files: shipped,
      findings: [...findings, createFinding('refuse', 'missing-file', `${folder}/Chart.yaml`, message, { file: at('Chart.yaml') })],
    };
  }
  const parsed = readStackChart(at('Chart.yaml'), chartFile, true, rendered);
  return { files: shipped, findings: [...findings, ...parsed.findings], ...(parsed.chart && { chart: parsed.chart }) };
}

function readStackChart(
  file: string,
  { bytes }: TreeFile,
  stamped: boolean,
  rendered: RenderedFor | undefined,
): ReturnType<typeof parseChartFile> {
  const { chart, findings } = parseChartFile(file, bytes, stamped);
  if (chart === undefined) return { findings };
  return { chart, findings: [...findings, ...(rendered ? checkKubeVersion(chart, rendered.version, rendered.what) : [])] };
}

/** `values.yaml` is a map, and its schema JSON. */
function checkValues(directory: string, folder: string, shipped: FileTree): Finding[] {
  const findings: Finding[] = [];
  const values = findFile(shipped, 'values.yaml');
  if (values) {
    const yaml = parseYaml(join(directory, folder, values.path), values.bytes);
    for (const finding of yaml.findings) findings.push(finding);
    if (!hasSyntaxError(yaml) && isList(yaml.root)) {
      const message = 'is a list, not a map of keys; Helm cannot load the chart';
      findings.push(createFinding('refuse', 'values-file', `${folder}/values.yaml`, message, placeOf(yaml, yaml.root)));
    }
  }
  const schema = findFile(shipped, 'values.schema.json');
  if (schema && parseJson(schema.bytes.toString('utf8')) === undefined) {
    const file = join(directory, folder, schema.path);
    findings.push(
      createFinding('refuse', 'values-schema', `${folder}/${schema.path}`, 'is not JSON; Helm cannot check values against it', { file }),
    );
  }
  return findings;
}

/** Finds what Helm itself would fail on: its ignore rules, oversized files, values that are not YAML. */
function checkChartFiles(directory: string, folder: string, all: FileTree, shipped: FileTree): Finding[] {
  const findings: Finding[] = [];
  const at = (path: string) => join(directory, folder, path);
  for (const { line, message } of readIgnoreRules(all).problems) {
    findings.push(createFinding('refuse', 'helmignore', `${folder}/.helmignore`, message, { file: at('.helmignore'), line, column: 1 }));
  }
  for (const file of shipped) {
    if (file.bytes.length > HELM_FILE_LIMIT) {
      const message = `has ${file.bytes.length} bytes; Helm fails on a chart with a file above ${HELM_FILE_LIMIT}`;
      findings.push(createFinding('refuse', 'chart-file-too-large', `${folder}/${file.path}`, message, { file: at(file.path) }));
    }
  }
  findings.push(...checkValues(directory, folder, shipped));
  for (const { path, bytes } of shipped) {
    if (/^templates\/.*\.(?:ya?ml|tpl|txt)$/.test(path) && bytes.includes('\r\n')) {
      findings.push(
        createFinding('warn', 'crlf', `${folder}/${path}`, 'has Windows line ends (CRLF); save it with LF', { file: at(path) }),
      );
    }
  }
  return findings;
}

export function readAddons(
  directory: string,
  files: FileTree,
  rendered: RenderedFor | undefined,
): { readonly addons?: Addons; readonly findings: readonly Finding[] } {
  const stages = findFile(files, 'clusteraddon.yaml');
  const values = findFile(files, 'cluster-addon-values.yaml');
  if (stages !== undefined) {
    // CSO's YAML reader fails on a key that stands twice in a map.
    const yaml = parseYaml(join(directory, stages.path), stages.bytes, { duplicateKeys: 'refuse' });
    const { hooks, findings: problems } = parseStages(yaml);
    const staged = hooks
      .filter(({ name }) => HOOKS.includes(name))
      .flatMap(({ stages: entries }) => entries.flatMap(({ name }) => name?.source ?? []));
    const findings = [...yaml.findings, ...problems];
    if (values !== undefined) {
      const message =
        'CSO never reads it beside a clusteraddon.yaml, and it is not released; delete it, or put the values into overwrite.yaml of the addons';
      findings.push(createFinding('warn', 'unread-file', values.path, message, { file: join(directory, values.path) }));
    }
    findings.push(...checkMultiStage(directory, files, new Set(staged), rendered));
    return { findings, addons: { kind: 'multi-stage', stages } };
  }
  const chart = readChartFolder(directory, files, 'cluster-addon', rendered);
  if (values === undefined) {
    const message =
      'is missing, and so is cluster-addon-values.yaml; write stages into clusteraddon.yaml, or values for a single chart into cluster-addon-values.yaml';
    const missing = createFinding('refuse', 'missing-file', 'clusteraddon.yaml', message, { file: join(directory, 'clusteraddon.yaml') });
    // Without either file it is not known what the folder should be, so what it lacks as a chart is not said.
    return { findings: [missing] };
  }
  return { findings: chart.findings, ...(chart.chart && { addons: { kind: 'single-stage', values, chart: chart.chart } }) };
}

/** Multi-stage addons ship as written, one chart folder each. */
function checkMultiStage(directory: string, files: FileTree, staged: ReadonlySet<string>, rendered: RenderedFor | undefined): Finding[] {
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
    if (chartFile !== undefined) return [...findings, ...readStackChart(file, chartFile, false, rendered).findings];
    // CSO never looks at a folder that no stage names.
    const verdict = staged.has(addon) ? 'refuse' : 'warn';
    return [
      ...findings,
      createFinding(verdict, 'missing-file', `${folder}/Chart.yaml`, 'is missing; CSO cannot render the folder', { file }),
    ];
  });
}
