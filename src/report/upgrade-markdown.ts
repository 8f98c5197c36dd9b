import type { Effect } from '../effect.ts';
import { code, escapeCell, fitComment, fold } from '../markdown.ts';
import type { LineReport, ReleaseReport } from '../result.ts';
import { cleanData, cleanText, cutText, formatCount } from '../text.ts';

/** Rows of a table before the rest is only counted. */
const MOST_ROWS = 50;
const LONGEST_CELL = 300;

/** What clusters live through that follow the lines of a report, in GitHub's Markdown, small enough for a comment; empty where there is nothing to tell. */
export function formatUpgrades(report: ReleaseReport): string {
  const lines = report.releases.filter(({ upgrade }) => upgrade !== undefined);
  if (lines.length === 0) return '';
  const parts = lines.map((line) => `${formatUpgrade(line).join('\n')}\n`);
  return fitComment(['## What clusters live through\n\n', ...parts], '`clusterstack plan` tells all.');
}

/** Of one line: the sentence, and each effect with its cause. */
export function formatUpgrade({ stack, release, upgrade }: LineReport): string[] {
  if (upgrade === undefined) return [];
  const { from, summary, effects } = cleanData(upgrade, cleanText);
  const told = effects.filter(({ kind }) => kind !== 'none');
  const left = told.length - MOST_ROWS;
  const rows = [...told.slice(0, MOST_ROWS).map(formatRow), ...(left > 0 ? [`| | and ${left} more | |`] : [])];
  return [
    `**Clusters that come from ${code(from)} to ${code(release ?? stack)}**`,
    '',
    escapeCell(summary),
    '',
    ...(rows.length === 0 ? [] : fold(formatCount(told.length, 'effect'), ['| | | Why |\n|---|---|---|', ...rows])),
  ];
}

function formatRow({ subject, message, clusterApi, cause: { field, file, line } }: Effect): string {
  const where = clusterApi === undefined ? '' : ` (Cluster API ${clusterApi})`;
  const place = file === undefined ? '' : `<br>${code(`${file}${line === undefined ? '' : `:${line}`}`)}`;
  return `| ${escapeCell(subject)} | ${escapeCell(cutText(`${message}${where}`, LONGEST_CELL))} | ${code(cutText(field, LONGEST_CELL))}${place} |`;
}
