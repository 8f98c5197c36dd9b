import { isMuted, shownVerdict } from '../finding.ts';
import type { LineReport, ReleaseReport } from '../result.ts';
import { formatConsumption } from './consumption.ts';
import { formatMuted, formatPlace } from './findings-text.ts';
import { formatSize } from './format-size.ts';
import { formatReason } from './text.ts';
import { findTree, type Told, tellFindings } from './told.ts';

const ICONS = { released: '🚀', built: '📦', planned: '📝', unchanged: '✅', refused: '⛔', failed: '❌' } as const;

/** The job summary of the Action, in GitHub's Markdown. */
export function formatSummary(report: ReleaseReport): string {
  const parts = ['## Cluster stacks', ''];
  if (report.error !== undefined) parts.push(`> [!CAUTION]\n> ${escapeCell(report.error.message)}`, '');
  if (report.releases.length > 0) parts.push(...formatTable(report.releases), '');
  const telling = tellFindings(report.releases, report.findings);
  for (const line of report.releases) {
    const { lines = [], findings = [] } = findTree(telling, line) ?? {};
    const about = lines.length > 1 ? line.directory : line.stack;
    parts.push(...formatError(line), ...formatTold(`Findings of ${code(about)}`, findings), ...formatDetails(line));
  }
  parts.push(...formatTold('Findings of several lines', telling.shared));
  return `${parts.join('\n')}\n`;
}

function formatTable(lines: readonly LineReport[]): string[] {
  return [
    '| | Release | Version | Kubernetes | Why | Where |',
    '|---|---|---|---|---|---|',
    ...lines.map((line) => {
      const version = line.previous && line.previous !== line.version ? `${line.previous} → **${line.version}**` : (line.version ?? '');
      const where = line.targets.map(({ url, result }) => `${result} ${code(url)}`).join('<br>');
      return `| ${ICONS[line.action]} ${line.action} | ${code(line.release ?? line.stack)} | ${version} | ${line.kubernetes ?? ''} | ${escapeCell(formatReason(line))} | ${where} |`;
    }),
  ];
}

function formatError({ error }: LineReport): string[] {
  return error === undefined ? [] : [`> [!CAUTION]\n> **${error.code}**: ${escapeCell(error.message)}`, ''];
}

function formatTold(title: string, all: readonly Told[]): string[] {
  const told = all.filter(({ finding }) => shownVerdict(finding) !== 'ok');
  const muted = all.filter(({ finding }) => isMuted(finding)).length;
  const rows = told.map(({ finding, lines }) => {
    const verdict = finding.waived ? 'waived' : finding.verdict;
    const concerned = lines === '' ? '' : ` ${escapeCell(lines)}`;
    return `| ${verdict} | ${code(formatPlace(finding))} | ${escapeCell(finding.message)} (${code(finding.code)})${concerned} |`;
  });
  return [
    ...(rows.length === 0 ? [] : [`**${title}**`, '', '| | Where | What |', '|---|---|---|', ...rows, '']),
    ...(muted === 0 ? [] : [`Muted: ${formatMuted(muted)}.`, '']),
  ];
}

function formatDetails(line: LineReport): string[] {
  const out: string[] = [];
  if (line.assets.length > 0 && line.action !== 'unchanged') {
    out.push(`<details><summary>Files of <code>${line.release}</code></summary>`, '', '| File | Size | Digest |', '|---|---:|---|');
    out.push(...line.assets.map(({ name, size, digest }) => `| \`${name}\` | ${formatSize(size)} | \`${digest}\` |`), '', '</details>', '');
  }
  if (line.action === 'released') {
    out.push(
      '<details><summary>How the Cluster Stack Operator uses it</summary>',
      '',
      '```yaml',
      formatConsumption(line),
      '```',
      '',
      '</details>',
      '',
    );
  }
  return out;
}

/** Text of users in a table cell: no cell or markup of its own. */
function escapeCell(text: string): string {
  return text.replaceAll(/[\\|<>`*_[\]]/g, '\\$&').replaceAll(/\r?\n/g, '<br>');
}

/** The same as code, where only what would end it has to go. */
function code(text: string): string {
  return `\`${text.replaceAll(/\s+/g, ' ').replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}
