import { createColors } from 'picocolors';
import { formatConsumption, resolveConsumption } from '../consumption.ts';
import type { CheckReport, LineReport, ReleaseReport } from '../result.ts';
import { formatCount } from '../text.ts';
import { type Colors, formatBasis, formatFindings, formatPlace, formatVerdict } from './findings-text.ts';
import { formatAssets, indent } from './layout-text.ts';
import { findTree, tellFindings } from './told.ts';
import { formatUpgrade } from './upgrade-text.ts';

export { createColors };

/** The result of `check` for people. */
export function formatCheck(report: CheckReport, color: boolean): string {
  const colors = createColors(color);
  const telling = tellFindings(report.stacks, report.findings);
  const stacks = report.stacks.flatMap((line) => {
    const [verdict, end] = formatVerdict(colors, line.findings);
    const head = `${verdict} ${colors.bold(line.stack)}  ${colors.dim(line.directory)}${end}`;
    return [head, ...formatFindings(colors, findTree(telling, line)?.findings ?? [])];
  });
  const refused = report.stacks.filter(({ verdict }) => verdict === 'refuse').length;
  const sum =
    refused === 0
      ? `${formatCount(report.stacks.length, 'stack')} checked, none refused`
      : `${formatCount(refused, 'stack')} of ${report.stacks.length} refused`;
  const all = [...(report.findings ?? []), ...report.stacks.flatMap(({ findings }) => findings)];
  const ending = [...formatFindings(colors, telling.shared), sum, ...formatBasis(colors, report.basis, all)];
  return `${[...stacks, ...ending].join('\n')}\n`;
}

/** Gives a description the colours of the outlet. */
export function coloring<Report>(describe: (report: Report, colors: Colors) => string): (report: Report, color: boolean) => string {
  return (report, color) => describe(report, createColors(color));
}

/** The result of plan, build, release and publish for people. */
export function formatRelease(report: ReleaseReport, color: boolean): string {
  const { lines, ending } = layOutRelease(report, color);
  return `${[...lines, ...ending].join('\n')}\n`;
}

/** The same in parts: a text for each line, and what is said of all. */
export function layOutRelease(
  report: ReleaseReport,
  color: boolean,
): { readonly lines: readonly string[]; readonly ending: readonly string[] } {
  const colors = createColors(color);
  const telling = tellFindings(report.releases, report.findings);
  const lines = report.releases.map((line) => {
    const tree = findTree(telling, line);
    const below = formatFindings(colors, tree?.findings ?? []);
    const isShared = (tree?.lines.length ?? 0) > 1 && below.length > 0;
    return [formatLineReport(colors, line), ...(isShared ? ['', colors.bold(line.directory)] : []), ...below, ''].join('\n');
  });
  const [example] = report.releases.filter(({ action }) => action === 'released');
  const consumption =
    example === undefined
      ? []
      : [`${colors.bold('To let the Cluster Stack Operator use it:')}\n\n${indent(formatConsumption(example), '  ')}\n`];
  const all = report.releases.filter(({ action }) => action === 'refused').flatMap(({ findings }) => findings);
  const ending = [...formatFindings(colors, telling.shared), formatSum(report.releases), ...formatBasis(colors, report.basis, all)];
  return { lines, ending: [...consumption, ...ending] };
}

function formatLineReport(colors: Colors, line: LineReport): string {
  const versions =
    line.version === undefined
      ? []
      : [line.previous === undefined || line.previous === line.version ? line.version : `${line.previous} → ${line.version}`];
  const facts = [...versions, ...(line.kubernetes ? [`Kubernetes ${line.kubernetes}`] : [])].join('  ');
  const out = [`${actionMark(colors, line)} ${colors.bold(line.release ?? line.stack)}  ${facts}`];
  const why = formatReason(line);
  if (why !== '') out.push(`  ${why}`);
  if (line.action === 'released' || line.action === 'built' || line.action === 'planned') {
    out.push(...formatAssets(line.assets, colors));
  }
  if (line.action === 'planned') out.push(...formatReplacements(line));
  if (line.upgrade !== undefined) out.push(...formatUpgrade(colors, line.upgrade));
  const consumption = resolveConsumption(line.version ?? 'v1');
  if ((line.action === 'planned' || line.action === 'built') && !consumption.autoSubscribe) out.push(`  ${consumption.note}`);
  if (line.output !== undefined) out.push(`  ${colors.dim('directory')}  ${line.output}`);
  for (const { url, result, digest, error } of line.targets) {
    const shown = result === 'failed' ? colors.red(result) : colors.green(result);
    out.push(`  ${shown.padEnd(shown.length + 9 - result.length)}  ${url}${digest ? `  ${colors.dim(digest)}` : ''}`);
    if (error !== undefined) out.push(`    ${colors.red(error.code)}: ${error.message}`);
  }
  const isTold = line.targets.some(({ error }) => error !== undefined);
  if (line.error !== undefined && !isTold) out.push(`  ${colors.red(line.error.code)}: ${line.error.message}`);
  return out.join('\n');
}

/** The Kubernetes version that a line writes over the tree's own, where a tree has several lines. */
function formatReplacements({ findings }: LineReport): string[] {
  return findings.filter(({ code }) => code === 'line-version').map((finding) => `  ${formatPlace(finding)}  ${finding.message}`);
}

/** Why a line gets a release, or none. */
export function formatReason(line: LineReport): string {
  if (line.action === 'refused') return 'refused: the findings below say what to change';
  if (line.action === 'unchanged') {
    const added = line.targets.filter(({ result }) => result === 'published').length;
    return added > 0 ? `nothing changed; brought to ${formatCount(added, 'target')} that lacked it` : 'nothing changed';
  }
  if (line.changed.length > 0) return `changed: ${line.changed.join(', ')}`;
  if (line.action === 'failed' || line.release === undefined) return '';
  return line.previous === undefined && line.version !== undefined && /^v(?:1|0-\w+\.100)$/.test(line.version)
    ? 'the first release of its line'
    : '';
}

function formatSum(lines: readonly LineReport[]): string {
  const actions = [...new Set(lines.map(({ action }) => action))];
  return actions.map((action) => `${lines.filter((line) => line.action === action).length} ${action}`).join(', ');
}

function actionMark(colors: Colors, { action }: LineReport): string {
  const shown = action.padEnd(9);
  return action === 'refused' || action === 'failed' ? colors.red(shown) : action === 'unchanged' ? colors.dim(shown) : colors.green(shown);
}
