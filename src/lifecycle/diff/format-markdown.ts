import { code, escapeCell, escapeHtml, fence, fitComment, fold } from '../../markdown.ts';
import { cleanData, cleanText, cutText } from '../../text.ts';
import { describeChange, type Row } from './describe-change.ts';
import { foldChanges } from './fold-changes.ts';
import { layOutDiff, type Section } from './lay-out-diff.ts';
import type { DiffReport } from './report.ts';

/** Rows of a table before the rest is only counted, and lines of one text. */
const MOST_ROWS = 100;
const MOST_LINES = 60;

/** The difference of two releases in GitHub's Markdown, small enough for a comment; charts' text stays text. */
export function formatDiffMarkdown(given: DiffReport, all = false): string {
  const report = cleanData(given, cleanText);
  const layout = layOutDiff({ ...report, changes: foldChanges(report.changes) });
  const parts = [
    `## ${code(layout.from)} → ${code(layout.to)}\n\n${escapeCell(layout.kubernetes)}\n\n${escapeCell(layout.summary)}\n`,
    ...layout.sections.map((section) => formatSection(section)),
    ...listTexts(report),
    ...(all ? [formatAll(report)] : []),
    ...(layout.folded.length === 0 ? [] : [`Folded: ${escapeCell(layout.folded.join(', '))}.\n`]),
  ];
  return fitComment(
    parts.map((part) => `${part}\n`),
    '`clusterstack diff --all` shows everything.',
  );
}

/** Long lists are there for whoever asks. */
const FEW = 8;

function formatSection({ title, weight, rows }: Section): string {
  const table = formatTable(rows);
  if (weight === 'refused') return `> [!CAUTION]\n> ${escapeCell(title)}\n\n${table}\n`;
  if (rows.length <= FEW) return `**${escapeCell(title)}**\n\n${table}\n`;
  return fold(`${escapeHtml(title)} (${rows.length})`, [table]).join('\n');
}

function formatTable(rows: readonly Row[]): string {
  const hasPlaces = rows.some(({ place }) => place !== '');
  const shown = rows
    .slice(0, MOST_ROWS)
    .map(
      ({ subject, text, place }) =>
        `| ${code(subject)} | ${escapeCell(cutText(text, LONGEST_CELL))} |${hasPlaces ? ` ${code(place)} |` : ''}`,
    );
  const left = rows.length - shown.length;
  const more = left > 0 ? [`| | and ${left} more |${hasPlaces ? ' |' : ''}`] : [];
  return [hasPlaces ? '| | | |\n|---|---|---|' : '| | |\n|---|---|', ...shown, ...more].join('\n');
}

const LONGEST_CELL = 400;

/** Texts that differ, by their lines. */
function listTexts({ changes }: DiffReport): string[] {
  return changes.flatMap(({ noise, lines, object, path, inside }) => {
    if (noise || lines === undefined) return [];
    const title = `${object} ${path}${inside === undefined ? '' : ` › ${inside}`}`.trim();
    const left = lines.length - MOST_LINES;
    const shown = [...lines.slice(0, MOST_LINES), ...(left > 0 ? [`… and ${left} more lines`] : [])];
    return fold(`<code>${escapeHtml(title)}</code>`, [fence('diff', shown.join('\n'))]).join('\n');
  });
}

function formatAll({ changes }: DiffReport): string {
  return fold(`every place that differs (${changes.length})`, [formatTable(changes.map((change) => describeChange(change)))]).join('\n');
}
