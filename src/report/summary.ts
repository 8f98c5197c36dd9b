import { formatConsumption } from '../consumption.ts';
import { isMuted, shownVerdict } from '../finding.ts';
import { formatSize } from '../format-size.ts';
import { code, escapeCell, escapeHtml, fold } from '../markdown.ts';
import type { LineReport, ReleaseReport } from '../result.ts';
import { cleanText } from '../text.ts';
import { describeFinding, formatMuted, formatPlace } from './findings-text.ts';
import { sayInputs } from './say-inputs.ts';
import { formatReason } from './text.ts';
import { findTree, type Told, tellFindings } from './told.ts';
import { formatUpgrade } from './upgrade-markdown.ts';

const ICONS = { released: '🚀', built: '📦', planned: '📝', unchanged: '✅', refused: '⛔', failed: '❌' } as const;

/** Bytes that GitHub takes of a step. Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
const MOST_BYTES = 1024 * 1024;

const CUT = '\n> [!WARNING]\n> The rest is left out: GitHub shows no more than 1 MiB. The log has all findings.';

/** Who a run was at a target, and by what: `robot, by docker login`; undefined where nothing is known to log in with. */
export interface Login {
  readonly url: string;
  readonly login: string | undefined;
}

/** The job summary of the Action, in GitHub's Markdown, no larger than GitHub takes. */
export function formatSummary(report: ReleaseReport, logins: readonly Login[] = []): string {
  const parts = ['## Cluster stacks', ''];
  if (report.error !== undefined) parts.push(`> [!CAUTION]\n> ${escapeCell(report.error.message)}`, '');
  if (report.releases.length > 0) parts.push(...formatTable(report.releases), '');
  const telling = tellFindings(report.releases, report.findings);
  for (const line of report.releases) {
    const { lines = [], findings = [] } = findTree(telling, line) ?? {};
    const about = lines.length > 1 ? line.directory : line.stack;
    parts.push(...formatError(line), ...formatUpgrade(line), ...formatTold(`Findings of ${code(about)}`, findings), ...formatDetails(line));
  }
  parts.push(...formatTold('Findings of several lines', telling.shared), ...formatLogins(logins));
  return `${fitParts(parts).join('\n')}\n`;
}

/** Parts are whole in themselves, so whatever is left out begins after one. */
function fitParts(parts: readonly string[]): readonly string[] {
  const room = MOST_BYTES - sizeOf(CUT);
  const ends: number[] = [];
  for (const part of parts) ends.push((ends.at(-1) ?? 0) + sizeOf(part));
  if ((ends.at(-1) ?? 0) <= room) return parts;
  return [...parts.slice(0, ends.filter((end) => end <= room).length), CUT];
}

/** In bytes, with the line end. */
function sizeOf(part: string): number {
  return Buffer.byteLength(part) + 1;
}

function formatTable(lines: readonly LineReport[]): string[] {
  return [
    '| | Release | Version | Kubernetes | Why | Where |\n|---|---|---|---|---|---|',
    ...lines.map((line) => {
      const now = escapeCell(line.version ?? '');
      const version = line.previous && line.previous !== line.version ? `${escapeCell(line.previous)} → **${now}**` : now;
      const where = line.targets.map(({ url, result }) => `${result} ${code(url)}`).join('<br>');
      return `| ${ICONS[line.action]} ${line.action} | ${code(line.release ?? line.stack)} | ${version} | ${escapeCell(line.kubernetes ?? '')} | ${escapeCell(formatReason(line))} | ${where} |`;
    }),
  ];
}

function formatError({ error }: LineReport): string[] {
  return error === undefined ? [] : [`> [!CAUTION]\n> **${escapeCell(error.code)}**: ${escapeCell(error.message)}`, ''];
}

function formatTold(title: string, all: readonly Told[]): string[] {
  const told = all.filter(({ finding }) => shownVerdict(finding) !== 'ok');
  const muted = all.filter(({ finding }) => isMuted(finding)).length;
  const rows = told.map(({ finding, lines }) => {
    const verdict = finding.waived ? 'waived' : finding.verdict;
    const concerned = lines === '' ? '' : ` ${escapeCell(lines)}`;
    return `| ${verdict} | ${code(formatPlace(finding))} | ${escapeCell(finding.file === undefined ? finding.message : describeFinding(finding))} (${code(finding.code)})${concerned} |`;
  });
  return [
    ...(rows.length === 0 ? [] : [`**${title}**\n\n| | Where | What |\n|---|---|---|`, ...rows, '']),
    ...(muted === 0 ? [] : [`Muted: ${formatMuted(muted)}.`, '']),
  ];
}

function formatLogins(logins: readonly Login[]): string[] {
  if (logins.length === 0) return [];
  const rows = logins.map(
    ({ url, login = 'nobody: no credentials are known' }) => `- ${code(url)}: ${escapeCell(sayInputs(cleanText(login)))}`,
  );
  return fold('Log-ins', rows);
}

function formatDetails(line: LineReport): string[] {
  const files = line.assets.map(({ name, size, digest }) => `| ${code(name)} | ${formatSize(size)} | ${code(digest)} |`);
  const hasFiles = files.length > 0 && line.action !== 'unchanged';
  const title = `Files of <code>${escapeHtml(line.release ?? line.stack)}</code>`;
  return [
    ...(hasFiles ? fold(title, ['| File | Size | Digest |', '|---|---:|---|', ...files]) : []),
    ...(line.action === 'released'
      ? fold('How the Cluster Stack Operator uses it', ['```yaml', sayInputs(formatConsumption(line)), '```'])
      : []),
  ];
}
