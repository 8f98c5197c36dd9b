import { type Finding, isMuted, shownVerdict, type Verdict, worstVerdict } from '../finding.ts';
import type { CheckBasis } from '../result.ts';
import { formatCount } from '../text.ts';
import type { Told } from './told.ts';

/** Ways to mark text on a terminal; without colour they leave it as it is. */
export type Colors = Readonly<Record<'bold' | 'dim' | 'red' | 'green' | 'yellow', (text: string) => string>>;

/** Findings for people, in the order in which they come; what waivers mute and what fits as numbers. */
export function formatFindings(colors: Colors, all: readonly Told[]): string[] {
  const told = all.filter(({ finding }) => shownVerdict(finding) !== 'ok');
  const lines = told.flatMap(({ finding, lines }) => {
    const { code, source } = finding;
    return [
      `  ${mark(colors, shownVerdict(finding))} ${formatPlace(finding)}  ${colors.dim(lines === '' ? code : `${code}  (${lines})`)}`,
      `    ${describeFinding(finding)}`,
      ...(source !== undefined && shownVerdict(finding) === 'refuse' ? [`    ${colors.dim(`source: ${source}`)}`] : []),
    ];
  });
  const muted = all.filter(({ finding }) => isMuted(finding)).length;
  if (muted > 0) lines.push(`  ${colors.dim(`muted   ${formatMuted(muted)}`)}`);
  const fitting = all.length - told.length - muted;
  if (fitting > 0) lines.push(`  ${mark(colors, 'ok')} ${colors.dim(`${formatCount(fitting, 'more thing')} compared, and fit`)}`);
  return lines;
}

/** `2 warnings, by waivers in compatibility.yaml` */
export function formatMuted(muted: number): string {
  return `${formatCount(muted, 'warning')}, by ${muted === 1 ? 'a waiver' : 'waivers'} in compatibility.yaml`;
}

/**
 * The beginning of a stack's line, and what stands at its end. A stack of which something was not compared has passed all
 * the same, and is not unknown.
 */
export function formatVerdict(colors: Colors, findings: readonly Finding[]): readonly [head: string, end: string] {
  const open = findings.filter((finding) => shownVerdict(finding) === 'unknown').length;
  const worst = worstVerdict(findings.filter((finding) => shownVerdict(finding) !== 'unknown'));
  const head = open > 0 && worst === 'ok' ? colors.green('passed ') : mark(colors, worst);
  return [head, open === 0 ? '' : `  ${colors.dim(`(${open} not compared)`)}`];
}

/** The day and tools of the check, and where to read on. */
export function formatBasis(colors: Colors, basis: CheckBasis | undefined, findings: readonly Finding[]): string[] {
  const [worst] = findings.filter((finding) => shownVerdict(finding) === 'refuse');
  const hint = worst === undefined ? [] : [`why, with examples: clusterstack explain ${worst.code}`];
  if (basis === undefined) return hint;
  const helm = basis.helm === undefined ? 'without helm, with' : `with helm ${basis.helm} and`;
  return [...hint, colors.dim(`judged on ${basis.today} ${helm} knowledge up to ${basis.knowledge}`)];
}

/** The message, with the subject before it unless the place says that. */
export function describeFinding(finding: Finding): string {
  return isOwnFile(finding) ? finding.message : `${finding.subject}: ${finding.message}`;
}

/** The place says the subject already where it is the file. */
function isOwnFile({ file, subject }: Finding): boolean {
  return file === undefined ? false : file === subject || file.endsWith(`/${subject}`);
}

export function formatPlace({ file, line, column, subject }: Finding): string {
  if (file === undefined) return subject;
  return line === undefined ? file : `${file}:${line}:${column ?? 1}`;
}

export function mark(colors: Colors, verdict: Verdict): string {
  switch (verdict) {
    case 'refuse':
      return colors.red('refuse ');
    case 'warn':
      return colors.yellow('warn   ');
    case 'unknown':
      return colors.yellow('unknown');
    case 'ok':
      return colors.green('ok     ');
  }
}
