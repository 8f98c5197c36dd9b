import type { LineReport, ReleaseReport } from '../result.ts';
import { formatConsumption } from './consumption.ts';
import { formatPlace } from './findings-text.ts';
import { formatSize } from './format-size.ts';
import { formatReason } from './text.ts';

const ICONS = { released: '🚀', built: '📦', planned: '📝', unchanged: '✅', refused: '⛔', failed: '❌' } as const;

/** The job summary of the Action, in GitHub's Markdown. */
export function formatSummary(report: ReleaseReport): string {
  const parts = ['## Cluster stacks', ''];
  if (report.error !== undefined) parts.push(`> [!CAUTION]\n> ${escapeCell(report.error.message)}`, '');
  if (report.releases.length > 0) parts.push(...formatTable(report.releases), '');
  for (const line of report.releases) parts.push(...formatDetails(line));
  return `${parts.join('\n')}\n`;
}

function formatTable(lines: readonly LineReport[]): string[] {
  return [
    '| | Release | Version | Kubernetes | Why | Where |',
    '|---|---|---|---|---|---|',
    ...lines.map((line) => {
      const now = escapeCell(line.version ?? '');
      const version = line.previous && line.previous !== line.version ? `${escapeCell(line.previous)} → **${now}**` : now;
      const where = line.targets.map(({ url, result }) => `${result} ${code(url)}`).join('<br>');
      return `| ${ICONS[line.action]} ${line.action} | ${code(line.release ?? line.stack)} | ${version} | ${escapeCell(line.kubernetes ?? '')} | ${escapeCell(formatReason(line))} | ${where} |`;
    }),
  ];
}

function formatDetails(line: LineReport): string[] {
  const out: string[] = [];
  if (line.error !== undefined) out.push(`> [!CAUTION]\n> **${escapeCell(line.error.code)}**: ${escapeCell(line.error.message)}`, '');
  const told = line.findings.filter(({ verdict }) => verdict !== 'ok');
  if (told.length > 0) {
    out.push(`**Findings of ${code(line.stack)}**`, '', '| | Where | What |', '|---|---|---|');
    for (const finding of told) {
      const verdict = finding.waived ? 'waived' : finding.verdict;
      out.push(`| ${verdict} | ${code(formatPlace(finding))} | ${escapeCell(finding.message)} (${code(finding.code)}) |`);
    }
    out.push('');
  }
  if (line.assets.length > 0 && line.action !== 'unchanged') {
    out.push(
      `<details><summary>Files of <code>${escapeHtml(line.release ?? line.stack)}</code></summary>`,
      '',
      '| File | Size | Digest |',
      '|---|---:|---|',
    );
    out.push(
      ...line.assets.map(({ name, size, digest }) => `| ${code(name)} | ${formatSize(size)} | ${code(digest)} |`),
      '',
      '</details>',
      '',
    );
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

/** Text in a table cell, or behind a quote's sign: no cell, markup, link or mention of its own. */
function escapeCell(text: string): string {
  // A comment breaks what GitHub would make a link by itself, and is not seen.
  return text
    .replaceAll(/[\\|<>`*_~[\]&#!]/g, '\\$&')
    .replaceAll(/\n/g, '<br>')
    .replaceAll(/(?<=:)\/\/|@|(?<=www)\.|(?<=\w)#(?=\d)/gi, '<!-- -->$&');
}

/** Text as code, where only what would end it has to go. A backslash before a pipe would free it, so that is written as HTML. */
function code(text: string): string {
  if (text === '') return '';
  if (text.includes('\\')) return `<code>${escapeHtml(text)}</code>`;
  return `\`${text.replaceAll(/\s+/g, ' ').replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

/** Without a character that HTML, Markdown or a table would see something in. */
function escapeHtml(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} -]/gu, (char) => `&#${char.codePointAt(0)};`);
}
