import type { Effect } from '../../effects/index.ts';
import { code, escapeCell, escapeHtml, fence, fold } from '../../markdown.ts';
import { cleanData, cleanLines, formatCount } from '../../text.ts';
import { formatUrl, renderTemplate } from './render-template.ts';
import type { ImageChange, Link, NotesReport, StackCommit, VersionChange } from './report.ts';

/** Parts of the notes as Markdown, each for a template to place. */
export interface NotesSections {
  readonly effects: string;
  readonly versions: string;
  readonly images: string;
  readonly commits: string;
  readonly use: string;
  readonly verify: string;
  readonly unknown: string;
}

/** Rows of a table before the rest is only counted. */
const MOST_ROWS = 50;
/** Longer lists are there for whoever asks. */
const FEW = 8;

/** A template for notes as they are without one. */
export const DEFAULT_TEMPLATE = `Cluster stack release {{code release}}{{#from}}, after {{code from}}{{/from}}.

{{{sections.effects}}}
{{{sections.versions}}}
{{{sections.images}}}
{{{sections.commits}}}
{{{sections.use}}}
{{{sections.verify}}}
{{{sections.unknown}}}
`;

/** Characters of the notes in the page of a release, which has more to say and an end. */
const LONGEST_PART = 80_000;

/** The parts of the notes for the page of a release, as many as there is room for. */
export function formatNotesBody(given: NotesReport): string {
  const { effects, versions, images, commits, use } = formatSections(cleanData(given, cleanLines));
  let room = LONGEST_PART;
  const fitting = [effects, versions, images, commits, use].filter((part) => {
    room -= part.length;
    return part !== '' && room >= 0;
  });
  return fitting.join('\n');
}

/**
 * Release notes in GitHub's Markdown. Texts of charts, commits and objects stay texts.
 * @param template in place of the usual one
 * @throws ReleaseError `usage` for a template that cannot be used
 */
export function formatNotes(given: NotesReport, template: { readonly text: string; readonly file: string } | undefined): string {
  const report = cleanData(given, cleanLines);
  const { text, file } = template ?? { text: DEFAULT_TEMPLATE, file: 'of its own' };
  const rendered = renderTemplate(text, { ...report, sections: formatSections(report) }, file);
  return `${template === undefined ? rendered.replaceAll(/\n{3,}/g, '\n\n').trimEnd() : rendered.trimEnd()}\n`;
}

function formatSections(report: NotesReport): NotesSections {
  const { summary, effects, versions, images, commits, use, verify, unknown } = report;
  return {
    effects: section('What clusters live through', [escapeCell(summary), ...foldLong('effects', formatEffects(effects), effects.length)]),
    versions: section('Versions', [formatVersions(versions), ...versions.flatMap(formatChanges)]),
    images: images.length === 0 ? '' : section('Images', foldLong('images', formatImages(images), images.length)),
    commits: commits.length === 0 ? '' : section('Commits', foldLong('commits', commits.map(formatCommit).join('\n'), commits.length)),
    use: section('How to use it', fold('a ClusterStack and a Cluster', [fence('yaml', use)])),
    verify: verify.length === 0 ? '' : section('How to verify it', [fence('sh', verify.join('\n'))]),
    unknown:
      unknown.length === 0
        ? ''
        : section('Not known', [unknown.map(({ subject, message }) => `- ${code(subject)}: ${escapeCell(message)}`).join('\n')]),
  };
}

function section(title: string, parts: readonly string[]): string {
  return `### ${title}\n\n${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function foldLong(noun: string, text: string, count: number): string[] {
  if (text === '') return [];
  return count > FEW
    ? [
        fold(formatCount(count, noun.replace(/s$/, '')), [text])
          .join('\n')
          .trimEnd(),
      ]
    : [text];
}

/** What is rejected or not known stands first; the rest as it happens. */
function formatEffects(effects: readonly Effect[]): string {
  if (effects.length === 0) return '';
  const rank = ({ verdict }: Effect) => (verdict === 'refused' ? 0 : verdict === 'unknown' ? 1 : 2);
  const rows = effects
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ subject, message, verdict, clusterApi, cause }) => {
      const sure = verdict === 'ok' ? '' : `**${verdict}**: `;
      const where = clusterApi === undefined ? '' : ` (Cluster API ${escapeCell(clusterApi)})`;
      return `| ${code(subject)} | ${sure}${escapeCell(message)}${where} | ${code(cause.field)} |`;
    });
  return table('| What | Effect | Why |\n|---|---|---|', rows);
}

function formatVersions(versions: readonly VersionChange[]): string {
  const rows = versions.map(({ name, addon, from, to, links }) => {
    const version =
      from === to
        ? `${escapeCell(to ?? '')}, unchanged`
        : from === undefined
          ? `**${escapeCell(to ?? '')}**`
          : `${escapeCell(from)} → **${escapeCell(to ?? 'gone')}**`;
    return `| ${addon === undefined ? '' : code(addon)} | ${escapeCell(name)} | ${version} | ${links.map(formatLink).join('<br>')} |`;
  });
  return table('| Addon | | Version | Upstream |\n|---|---|---|---|', rows);
}

function formatChanges({ name, to, changes }: VersionChange): string[] {
  if (changes.length === 0) return [];
  return [
    fold(`${escapeHtml(name)} ${escapeHtml(to ?? '')}, as its chart says`, [changes.map((text) => `- ${escapeCell(text)}`).join('\n')])
      .join('\n')
      .trimEnd(),
  ];
}

function formatLink({ title, url }: Link): string {
  const target = formatUrl(url);
  return target === '' ? escapeCell(title) : `[${escapeCell(title)}](${target})`;
}

function formatImages(images: readonly ImageChange[]): string {
  const rows = images.map(({ from, to }) => `| ${code(from ?? '')} | ${code(to ?? '')} |`);
  return table('| From | To |\n|---|---|', rows);
}

function formatCommit({ commit, subject, date, url = '' }: StackCommit): string {
  const target = formatUrl(url);
  const short = code(commit.slice(0, 10));
  return `- ${target === '' ? short : `[${short}](${target})`} ${escapeCell(subject)} (${escapeCell(date)})`;
}

function table(head: string, rows: readonly string[]): string {
  const left = rows.length - MOST_ROWS;
  const columns = head.split('\n')[0]?.split('|').length ?? 3;
  const more = left > 0 ? [`| and ${left} more ${'|'.repeat(columns - 2)}`] : [];
  return [head, ...rows.slice(0, MOST_ROWS), ...more].join('\n');
}
