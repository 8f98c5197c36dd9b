import { join } from 'node:path';
import { type FileTree, findFile, selectFolder, topFolders } from '../files/index.ts';
import { createFinding, type Finding, sortFindings } from '../finding.ts';
import { formatKubernetesVersion, formatLine, formatMinor, isSameMinor, parseKubernetesVersion } from '../version/index.ts';
import { getNode, getScalar, parseYaml } from '../yaml/index.ts';
import type { StackConfig } from './config.ts';
import { readAddonCharts } from './dependencies.ts';
import { guessPatch, overlayKubernetes } from './overlay-kubernetes.ts';
import { overlayRow } from './overlay-row.ts';
import { parseFolderName, parseLine, parseStack, readConfig } from './parse-stack.ts';
import { parseRows, type Row } from './rows.ts';
import type { StackSource } from './stack.ts';
import { checkAgreement, checkRanges, parseStackFile, type StackFile } from './stack-file.ts';

const ROWS = 'versions.yaml';
const STACK = 'stack.yaml';
/** The lock that `clusterstack update` writes: the exact versions and archives of each line. */
export const LOCK_FILE = 'stack.lock.yaml';

/** The lines of a stack's directory: one, or one for each row of its versions.yaml. */
export function parseLines(directory: string, files: FileTree, treeFindings: readonly Finding[] = []): StackSource[] {
  const has = (name: string) => findFile(files, name) !== undefined;
  if (has(ROWS) && has(STACK)) {
    const message = `stands beside ${STACK}, and both say which lines there are; delete one of them`;
    const both = createFinding('refuse', 'layout', ROWS, message, { file: join(directory, ROWS) });
    return [parseLine(directory, { config: undefined, files, findings: [...treeFindings, both] })];
  }
  if (has(ROWS)) return parseRowLines(directory, files, treeFindings);
  return [has(STACK) ? parseMinorFolder(directory, files, treeFindings) : parseStack(directory, files, treeFindings)];
}

/** Layout 2: one tree, and a line for each row. */
function parseRowLines(directory: string, tree: FileTree, treeFindings: readonly Finding[]): StackSource[] {
  const { config, findings } = readConfig(directory, tree, 'minor');
  const file = findFile(tree, ROWS);
  const read = parseRows(join(directory, ROWS), file?.bytes ?? Buffer.alloc(0));
  // A file for all lines is part of none of them: another row's change would rename this one in hash mode.
  const files = tree.filter(({ path }) => path !== ROWS && path !== LOCK_FILE);
  const common = [...treeFindings, ...findings, ...read.findings];
  if (config === undefined || read.rows.length === 0) {
    return [parseLine(directory, { config: undefined, files, findings: [...common, ...read.rows.flatMap((row) => row.findings)] })];
  }
  const { rows, findings: strange } = selectRows(directory, read.rows);
  common.push(...strange, ...checkBase(config, read.rows));
  const charts = readAddonCharts(directory, files);
  return rows.map((row) => {
    const overlaid = overlayRow(files, charts, row, read.rows);
    const before = [...common, ...row.findings, ...overlaid.findings];
    const rowPlaces = overlaid.places;
    if (row.kubernetes === undefined)
      return parseLine(directory, { config: undefined, files: overlaid.files, findings: before, rowPlaces });
    const { version, place } = row.kubernetes;
    const own = config.isPatchKnown ? config.kubernetes : undefined;
    const ours = overlayKubernetes(directory, overlaid.files, own, version);
    const input = { config: withKubernetes(config, version, place), files: ours.files, findings: [...before, ...ours.findings], rowPlaces };
    const { stack, ...source } = parseLine(directory, input);
    // Of two rows for one line neither is it.
    const isTwice = row.findings.some(({ code }) => code === 'row-duplicate');
    return { ...source, ...(stack && !isTwice && { stack }) };
  });
}

function withKubernetes(
  config: StackConfig,
  kubernetes: StackConfig['kubernetes'],
  kubernetesPlace: StackConfig['kubernetesPlace'],
): StackConfig {
  const { major, minor } = kubernetes;
  return { ...config, line: { ...config.line, kubernetes: { major, minor } }, kubernetes, isPatchKnown: true, kubernetesPlace };
}

/** Where a folder for one minor has a copy of all rows, its own are meant. */
function selectRows(directory: string, rows: readonly Row[]): { readonly rows: readonly Row[]; readonly findings: readonly Finding[] } {
  const named = parseFolderName(directory);
  const isNamed = ({ kubernetes }: Row) => named !== undefined && kubernetes !== undefined && isSameMinor(kubernetes.version, named);
  const others = rows.filter((row) => row.kubernetes !== undefined && !isNamed(row));
  const [other] = others;
  if (named === undefined || other === undefined || !rows.some(isNamed)) return { rows, findings: [] };
  const message = `the folder is named for Kubernetes ${formatMinor(named)}, so rows for other minors make no line here; delete them`;
  return {
    rows: rows.filter((row) => !others.includes(row)),
    findings: [createFinding('warn', 'folder-version', directory, message, other.place)],
  };
}

/** The tree's own version is that of one of its lines, or what is written for it fits none. */
function checkBase({ kubernetes, kubernetesPlace }: StackConfig, rows: readonly Row[]): Finding[] {
  const versions = rows.flatMap((row) => row.kubernetes?.version ?? []);
  if (versions.length === 0 || versions.some((version) => isSameMinor(version, kubernetes))) return [];
  const found = versions.map(formatKubernetesVersion).join(', ');
  const message = `the tree is for Kubernetes ${formatMinor(kubernetes)}, and no row of ${ROWS} is (they are for ${found}); write the version of one of them`;
  return [createFinding('warn', 'base-version', kubernetesPlace.file, message, kubernetesPlace)];
}

/** Layout 3: a folder for each minor, with a stack.yaml. A csctl.yaml may stand beside it. */
function parseMinorFolder(directory: string, tree: FileTree, treeFindings: readonly Finding[]): StackSource {
  const file = findFile(tree, STACK);
  const { stack, findings } = parseStackFile(join(directory, STACK), file?.bytes ?? Buffer.alloc(0));
  const beside = findFile(tree, 'csctl.yaml') ? readConfig(directory, tree, 'minor') : { findings: [] };
  const before: Finding[] = [...treeFindings, ...findings, ...beside.findings];
  if (stack === undefined) return parseLine(directory, { config: undefined, files: tree, findings: before });
  if (beside.config) before.push(...checkAgreement(stack, beside.config));
  before.push(...checkRanges(stack.ranges, topFolders(selectFolder(tree, 'cluster-addon')), readAddonCharts(directory, tree)));
  const config = resolveConfig(stack, readLocked(directory, tree, stack.line), beside.config, tree);
  if (!config.isPatchKnown) before.push(tellOpenPatch(config));
  const own = beside.config?.isPatchKnown ? beside.config.kubernetes : undefined;
  const ours = overlayKubernetes(directory, tree, own, config.kubernetes);
  return parseLine(directory, { config, files: ours.files, findings: [...before, ...ours.findings] });
}

type Kubernetes = Pick<StackConfig, 'kubernetes' | 'isPatchKnown' | 'kubernetesPlace'>;

/** The exact version: from stack.yaml, or else the lock, or else csctl.yaml, or else not known. */
function resolveConfig(stack: StackFile, locked: Kubernetes | undefined, beside: StackConfig | undefined, tree: FileTree): StackConfig {
  const { line, kubernetes, kubernetesPlace } = stack;
  const exact = [stack, locked, beside].find((one) => one?.isPatchKnown && isSameMinor(one.kubernetes, kubernetes));
  const guess = { kubernetes: { ...kubernetes, patch: guessPatch(tree, kubernetes) }, isPatchKnown: false, kubernetesPlace };
  const known: Kubernetes = exact ?? guess;
  return {
    line,
    kubernetes: known.kubernetes,
    isPatchKnown: known.isPatchKnown,
    kubernetesPlace: known.kubernetesPlace,
    nodeImageMethod: beside?.nodeImageMethod ?? 'none',
  };
}

/** The lock's part about a line; problems with a lock are found where it is used for more. */
function readLocked(directory: string, tree: FileTree, line: StackConfig['line']): Kubernetes | undefined {
  const file = findFile(tree, LOCK_FILE);
  const yaml = file && parseYaml(join(directory, LOCK_FILE), file.bytes);
  const scalar = yaml && getScalar(yaml, getNode(yaml.root, 'lines', formatLine(line), 'kubernetes'));
  const kubernetes = scalar && parseKubernetesVersion(scalar.source);
  return kubernetes && { kubernetes, isPatchKnown: true, kubernetesPlace: scalar.place };
}

function tellOpenPatch({ kubernetes, kubernetesPlace }: StackConfig): Finding {
  const message = `${formatMinor(kubernetes)} names no patch version, which a release needs: write it out; checked as ${formatKubernetesVersion(kubernetes)}`;
  return createFinding('unknown', 'open-patch', 'Kubernetes', message, kubernetesPlace);
}

/** Refuses to release without the exact version of Kubernetes, which a check may leave open. */
export function refuseOpenPatch(findings: readonly Finding[]): Finding[] {
  return sortFindings(findings.map((finding) => (finding.code === 'open-patch' ? { ...finding, verdict: 'refuse' } : finding)));
}
