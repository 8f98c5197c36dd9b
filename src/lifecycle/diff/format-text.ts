import { cleanData } from '../../text.ts';
import { describeChange, type Row } from './describe-change.ts';
import { foldChanges } from './fold-changes.ts';
import { type DiffLayout, layOutDiff, type Section } from './lay-out-diff.ts';
import type { DiffReport } from './report.ts';

/** Ways to mark text on a terminal; without colour they leave it as it is. */
export type Marks = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'green', (text: string) => string>>;

/** Lines of a screen, and characters of a line. */
const SCREEN = 40;
const WIDTH = 150;
const SENTENCE = 110;
const LONGEST_SUBJECT = 44;
const LONGEST_PLACE = 50;

/** The difference of two releases for people: one screen, or with `all` every place that differs. */
export function formatDiffText(given: DiffReport, marks: Marks, all = false): string {
  // Only then are line ends and colours our own.
  const report = cleanData(given);
  const layout = layOutDiff(all ? { ...report, changes: foldChanges(report.changes) } : report);
  if (report.identical && !all) return `${sayIdentical(layout)}\n`;
  const head = [`${marks.bold(`${layout.from} → ${layout.to}`)}      ${layout.kubernetes}`, ...wrap(layout.summary)];
  const foot = formatFoot(layout, marks, all);
  if (all) return join([...head, ...layout.sections.flatMap((section) => formatSection(section, marks)), ...listAll(report, marks)]);
  const sections = fitSections(layout.sections, SCREEN - head.length - foot.length);
  return join([...head, ...sections.flatMap((section) => formatSection(section, marks, WIDTH)), ...foot]);
}

function sayIdentical({ from, to, summary }: DiffLayout): string {
  return from === to ? `${from} is the same in both. ${summary}` : `${from} and ${to} are the same but for their names. ${summary}`;
}

function join(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

function formatFoot({ folded, sections }: DiffLayout, { dim }: Marks, all: boolean): string[] {
  if (folded.length === 0 && sections.length === 0) return [];
  const what = folded.length === 0 ? [] : wrap(`folded: ${folded.join(', ')}`).map(dim);
  return all ? what : [...what, dim('every place that differs: --all')];
}

interface Fitted extends Section {
  /** Rows that there is no room for. */
  readonly left: number;
}

/** Takes rows from the longest sections until all of them fit. */
function fitSections(sections: readonly Section[], room: number): Fitted[] {
  const sizes = sections.map(({ rows }) => rows.length);
  const height = () => sizes.reduce((sum, size, at) => sum + 1 + size + (size < (sections[at]?.rows.length ?? 0) ? 1 : 0), 0);
  while (height() > room) {
    const longest = sizes.indexOf(Math.max(...sizes));
    if ((sizes[longest] ?? 0) <= 1) break;
    sizes[longest] = (sizes[longest] ?? 0) - 1;
  }
  return sections.map((section, at) => ({
    ...section,
    rows: section.rows.slice(0, sizes[at]),
    left: section.rows.length - (sizes[at] ?? 0),
  }));
}

function formatSection(section: Section & { readonly left?: number }, marks: Marks, width?: number): string[] {
  const { title, weight, rows, left = 0 } = section;
  const column = Math.min(LONGEST_SUBJECT, Math.max(...rows.map(({ subject }) => subject.length)));
  const mark = weight === 'refused' ? marks.red : weight === 'replaced' ? marks.yellow : marks.bold;
  const more = left > 0 ? [marks.dim(`  … and ${left} more`)] : [];
  return [mark(title), ...rows.map((row) => formatRow(row, column, marks, width)), ...more];
}

function formatRow({ subject, text, place }: Row, column: number, { dim }: Marks, width?: number): string {
  const start = `  ${subject.padEnd(column)}  `;
  const room =
    width === undefined ? undefined : Math.max(width - start.length - (place === '' ? 0 : Math.min(place.length, LONGEST_PLACE) + 2), 20);
  const said = room === undefined ? text : clip(text, room);
  return `${start}${said}${place === '' ? '' : `  ${dim(width === undefined ? place : clipStart(place, LONGEST_PLACE))}`}`.trimEnd();
}

function clip(text: string, room: number): string {
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}

/** Of a place its end tells most. */
function clipStart(text: string, room: number): string {
  return text.length > room ? `…${text.slice(1 - room)}` : text;
}

/** Every change, ordered as it was found, with the lines of texts. */
function listAll({ changes }: DiffReport, marks: Marks): string[] {
  if (changes.length === 0) return [];
  const rows = changes.flatMap((change) => {
    const { subject, text, place } = describeChange(change);
    const part = change.part === undefined || subject.startsWith(change.part) ? '' : `${change.part}  `;
    const kind = marks.dim(change.kind.padEnd(10));
    const head = `  ${kind} ${part}${subject}  ${text}${place === '' ? '' : `  ${marks.dim(`(${place})`)}`}`.trimEnd();
    return [head, ...(change.lines ?? []).map((line) => `      ${colorLine(line, marks)}`)];
  });
  return [marks.bold('every place that differs'), ...rows];
}

function colorLine(line: string, { red, green, dim }: Marks): string {
  return line.startsWith('+') ? green(line) : line.startsWith('-') ? red(line) : line.startsWith('@@') ? dim(line) : line;
}

/** Sentences in lines of readable length. */
function wrap(text: string): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + word.length + 1 > SENTENCE) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
